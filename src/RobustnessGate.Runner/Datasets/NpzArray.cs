using System.IO.Compression;
using RobustnessGate.Runner.Files;

namespace RobustnessGate.Runner.Datasets;

/// <summary>The <c>.npy</c> arrays in a <c>.npz</c> archive.</summary>
internal static class NpzArray
{
    private const string Suffix = ".npy";

    /// <summary>The names of the archive's arrays.</summary>
    public static IReadOnlyList<string> Names(ZipArchive archive) =>
        [.. archive.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(Suffix, StringComparison.Ordinal)).Select(name => name[..^Suffix.Length])];

    /// <summary>Opens an array that is there.</summary>
    /// <exception cref="InvalidDataException">Its header is not one.</exception>
    /// <exception cref="EndOfStreamException">It is shorter than its header declares.</exception>
    public static StoredArray Open(string path, string name, ZipArchive archive, long fileLength)
    {
        var entry = archive.GetEntry(name + Suffix)!;
        var mostBytes = Math.Min(entry.Length, StoredArray.MostDeflated(Math.Min(entry.CompressedLength, fileLength)));
        using var stream = entry.Open();
        var header = NpyHeader.Read(stream);
        StoredArray.CheckSize(header.Type, header.Shape, mostBytes);
        return new StoredArray(path, name, header.Type, header.Shape, header.ColumnMajor, () => OpenElements(entry));
    }

    private static ChecksummedStream OpenElements(ZipArchiveEntry entry)
    {
        var stream = new ChecksummedStream(entry);
        NpyHeader.Read(stream);
        return stream;
    }
}
