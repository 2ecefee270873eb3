using System.Text;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Datasets;

/// <summary>What people call the classes, in the order of the labels.</summary>
/// <param name="Path">The file that they come from.</param>
/// <param name="Names">The names; more than the model has classes are no harm, as a list may serve several models.</param>
internal sealed record ClassNames(string Path, IReadOnlyList<string> Names)
{
    private const int MostBytes = 16 << 20;
    private const int LongestName = 200;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a text file with a name a line.</summary>
    /// <exception cref="GateException">RG0210: the file is something else.</exception>
    public static ClassNames Read(string path)
    {
        using var file = InputFile.Open(path, InputKind.ClassNames);
        return new ClassNames(path, InputFile.Guarded(path, InputKind.ClassNames, () => NamesIn(path, file)));
    }

    /// <exception cref="GateException">RG0210: some of that many classes have no name.</exception>
    public void RequireFor(long classes, string whose)
    {
        if (classes > Names.Count)
            throw Error(FormattableString.Invariant($"The list of class names '{Path}' has {Names.Count} lines, but {whose} has {classes} classes; give each a line, in the order of the labels."));
    }

    private static string[] NamesIn(string path, FileStream file)
    {
        if (file.Length > MostBytes)
            throw Error($"The list of class names '{path}' is larger than {MostBytes >> 20} MiB; name a text file with a name a line.");

        string[] names = [.. Lines(path, file).Select(line => line.Trim())];
        var bad = Array.FindIndex(names, name => name.Length is 0 or > LongestName || name.Any(char.IsControl));
        return bad < 0
            ? names
            : throw Error(FormattableString.Invariant($"Line {bad + 1} of the list of class names '{path}' is empty, longer than {LongestName} characters or no text; write one name there."));
    }

    // The last line may be ended or not, and lines may be left empty at the end.
    private static string[] Lines(string path, FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        try
        {
            return _strict.GetString(bytes).TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        }
        catch (DecoderFallbackException e)
        {
            throw Error($"The list of class names '{path}' is not UTF-8 text; save it as UTF-8, with a name a line.", e);
        }
    }

    private static GateException Error(string sentence, Exception? cause = null) => InputKind.ClassNames.Error(Codes.ClassNamesUnusable, sentence, cause);
}
