using System.Globalization;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Files;

/// <summary>What a kind of input is called in messages, and the codes that its absence and its corruption have.</summary>
internal sealed record InputKind(string Name, string Setting, Code Missing, Code Unreadable)
{
    public static readonly InputKind Checkpoint = new("checkpoint", "RobustnessCheckpoint", Codes.CheckpointMissing, Codes.CheckpointUnreadable);

    public static readonly InputKind Dataset = new("dataset", "RobustnessDataset", Codes.DatasetMissing, Codes.DatasetCorrupt);

    public static readonly InputKind TrainingData = new("training dataset", "RobustnessFineTuneDataset", Codes.DatasetMissing, Codes.DatasetCorrupt);

    public static readonly InputKind Mask = new("mask", "RobustnessMask", Codes.MaskUnusable, Codes.MaskUnusable);

    public static readonly InputKind ClassNames = new("list of class names", "RobustnessClassNames", Codes.ClassNamesUnusable, Codes.ClassNamesUnusable);

    public static readonly InputKind FeatureNames = new("list of feature names", "RobustnessFeatureNames", Codes.FeatureNamesUnusable, Codes.FeatureNamesUnusable);

    public GateException Error(Code code, string sentence, Exception? cause = null) => new(code, sentence, cause) { Setting = Setting };

    public GateException Corrupt(string path, string what, Exception? cause = null) =>
        Error(Unreadable, string.Create(CultureInfo.InvariantCulture, $"The {Name} '{path}' {what}; copy or export it again."), cause);
}

/// <summary>Opens files that the user names, with what can go wrong turned into messages.</summary>
internal static class InputFile
{
    /// <exception cref="GateException">The file is missing, a folder, or not readable.</exception>
    public static FileStream Open(string path, InputKind kind)
    {
        RequireFile(path, kind);
        return Guarded(path, kind, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
    }

    /// <exception cref="GateException">The file is missing or a folder.</exception>
    public static void RequireFile(string path, InputKind kind)
    {
        if (File.Exists(path))
            return;

        throw Directory.Exists(path)
            ? kind.Error(kind.Unreadable, $"The {kind.Name} '{path}' is a folder; name a file in it.")
            : kind.Error(kind.Missing, $"The {kind.Name} '{path}' does not exist; correct {kind.Setting} (relative paths start at '{Environment.CurrentDirectory}').");
    }

    /// <summary>Runs <paramref name="read"/> with whatever a reader of damaged or forbidden files throws turned into a message.</summary>
    /// <exception cref="GateException">The file cannot be read.</exception>
    public static T Guarded<T>(string path, InputKind kind, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw kind.Error(kind.Unreadable, $"The {kind.Name} '{path}' may not be read by this user; change its permissions.", exception);
        }
        catch (EndOfStreamException exception)
        {
            throw kind.Corrupt(path, "is truncated: it ends before the data that its header declares", exception);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw kind.Corrupt(path, $"cannot be read ({Reason.Of(exception)})", exception);
        }
    }

    /// <inheritdoc cref="Guarded{T}(string, InputKind, Func{T})"/>
    public static void Guarded(string path, InputKind kind, Action read) => Guarded(path, kind, () =>
    {
        read();
        return true;
    });

    // ZipArchive, the decompressors and JsonDocument (of text that is not Unicode) answer damaged bytes with all of these.
    private static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or IOException or ArgumentException or OverflowException or FormatException
            or NotSupportedException or IndexOutOfRangeException or InvalidOperationException;
}
