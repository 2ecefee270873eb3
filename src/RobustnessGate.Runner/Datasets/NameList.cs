using System.Text;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Datasets;

/// <summary>What people call the classes, in the order of the labels, or the features, in the order of their values.</summary>
/// <param name="Kind">Which of these.</param>
/// <param name="Path">The file that they come from.</param>
/// <param name="Names">The names.</param>
internal sealed record NameList(InputKind Kind, string Path, IReadOnlyList<string> Names)
{
    private const int MostBytes = 16 << 20;
    private const int LongestName = 200;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a text file with a name a line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What the names are of.</param>
    /// <exception cref="GateException">RG0210, RG0211: the file is something else.</exception>
    public static NameList Read(string path, InputKind kind)
    {
        using var file = InputFile.Open(path, kind);
        return new NameList(kind, path, InputFile.Guarded(path, kind, () => NamesIn(path, kind, file)));
    }

    /// <summary>Reads the file where there is one.</summary>
    /// <exception cref="GateException">RG0210, RG0211: the file is something else.</exception>
    public static NameList? ReadIfGiven(string? path, InputKind kind) => path is null ? null : Read(path, kind);

    /// <summary>More names of classes than a model has are no harm, as a list may serve several models.</summary>
    /// <exception cref="GateException">RG0210: some of that many classes have no name.</exception>
    public void RequireForClasses(long classes, string whose)
    {
        if (classes > Names.Count)
            throw Mismatch(FormattableString.Invariant($"{whose} has {classes} classes; give each a line, in the order of the labels"));
    }

    /// <summary>A line too many among the names of features, such as a title, would move all names after it.</summary>
    /// <exception cref="GateException">RG0211: there is another number of names than of features.</exception>
    public void RequireForFeatures(long features)
    {
        if (features != Names.Count)
            throw Mismatch(FormattableString.Invariant($"an example has {features} features; give each a line, in the order of its values"));
    }

    private GateException Mismatch(string what) =>
        Error(Kind, FormattableString.Invariant($"The {Kind.Name} '{Path}' has {Names.Count} lines, but {what}."));

    private static string[] NamesIn(string path, InputKind kind, FileStream file)
    {
        if (file.Length > MostBytes)
            throw Error(kind, $"The {kind.Name} '{path}' is larger than {MostBytes >> 20} MiB; name a text file with a name a line.");

        string[] names = [.. Lines(path, kind, file).Select(line => line.Trim())];
        var bad = Array.FindIndex(names, name => name.Length is 0 or > LongestName || name.Any(char.IsControl));
        return bad < 0
            ? names
            : throw Error(kind, FormattableString.Invariant($"Line {bad + 1} of the {kind.Name} '{path}' is empty, longer than {LongestName} characters or no text; write one name there."));
    }

    // The last line may be ended or not, and lines may be left empty at the end.
    private static string[] Lines(string path, InputKind kind, FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        try
        {
            return _strict.GetString(bytes).TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        }
        catch (DecoderFallbackException e)
        {
            throw Error(kind, $"The {kind.Name} '{path}' is not UTF-8 text; save it as UTF-8, with a name a line.", e);
        }
    }

    private static GateException Error(InputKind kind, string sentence, Exception? cause = null) => kind.Error(kind.Unreadable, sentence, cause);
}
