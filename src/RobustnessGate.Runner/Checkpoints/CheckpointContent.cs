using System.IO.Compression;
using RobustnessGate.Runner.Files;

namespace RobustnessGate.Runner.Checkpoints;

/// <summary>What a checkpoint file holds, told by its bytes.</summary>
internal enum CheckpointContent
{
    /// <summary>A model with its code: <c>torch.jit.save</c>.</summary>
    TorchScript,

    /// <summary>A pickled state dictionary or module: <c>torch.save</c>, in its format of today or before 2020.</summary>
    Pickle,

    /// <summary>A graph without code: <c>torch.export.save</c>.</summary>
    ExportedProgram,

    Safetensors,

    /// <summary>None of these: TorchSharp's <c>.dat</c> has no mark of its own.</summary>
    Other,
}

/// <summary>Tells what a checkpoint file holds.</summary>
internal static class CheckpointContents
{
    // Protocol 2 pickle of the number that torch.save began its files with before PyTorch 1.6.
    private static ReadOnlySpan<byte> LegacyPickle => [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19];

    private const int TarMagicOffset = 257;

    /// <summary>Tells what a file holds; of TorchScript, also that it is whole.</summary>
    /// <exception cref="Messages.GateException">RG0101, RG0102: the file is missing, empty or a damaged archive.</exception>
    public static CheckpointContent Of(string path)
    {
        using var file = InputFile.Open(path, InputKind.Checkpoint);
        if (file.Length == 0)
            throw InputKind.Checkpoint.Corrupt(path, "is empty");

        return InputFile.Guarded(path, InputKind.Checkpoint, () => Of(file, path));
    }

    private static CheckpointContent Of(FileStream file, string path)
    {
        Span<byte> start = stackalloc byte[TarMagicOffset + 5];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (FileSignature.IsZip(start))
            return OfArchive(file, path);
        if (IsPickle(start) || (start.Length > TarMagicOffset && start[TarMagicOffset..].SequenceEqual("ustar"u8)))
            return CheckpointContent.Pickle;

        return FileSignature.IsSafetensors(start, file.Length) ? CheckpointContent.Safetensors : CheckpointContent.Other;
    }

    // Entries lie in a folder named after the file at the time of saving.
    private static CheckpointContent OfArchive(FileStream file, string path)
    {
        using var archive = Archive.Open(file, path, InputKind.Checkpoint);
        var names = archive.Entries.Select(entry => entry.FullName[(entry.FullName.IndexOf('/', StringComparison.Ordinal) + 1)..]).ToHashSet(StringComparer.Ordinal);
        if (names.Contains("constants.pkl") && names.Contains("data.pkl"))
        {
            CheckSums(archive);
            return CheckpointContent.TorchScript;
        }

        if (names.Contains("archive_format") || names.Contains("serialized_exported_program.json"))
            return CheckpointContent.ExportedProgram;

        return names.Contains("data.pkl") ? CheckpointContent.Pickle : CheckpointContent.Other;
    }

    // libtorch is built without this check, and would run a model with damaged weights.
    private static void CheckSums(ZipArchive archive)
    {
        foreach (var entry in archive.Entries)
        {
            using var stream = new ChecksummedStream(entry);
            stream.CopyTo(Stream.Null);
        }
    }

    private static bool IsPickle(ReadOnlySpan<byte> start) =>
        start.StartsWith(LegacyPickle) || (start.Length > 2 && start[0] == 0x80 && start[1] is >= 2 and <= 5 && start[2] is 0x63 or 0x7D or 0x95 or 0x8A);
}
