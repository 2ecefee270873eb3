using System.IO.Compression;
using RobustnessGate.Runner.Files;

namespace RobustnessGate.Runner.Datasets;

/// <summary>Files that may be gzipped, told by their first two bytes.</summary>
internal static class GzipFile
{
    /// <summary>The stream, or the content of the gzip file that it is; both start at the first byte.</summary>
    public static Stream Unwrap(FileStream file) => IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file;

    /// <summary>The most bytes that the file can hold once decompressed.</summary>
    public static long MostBytes(FileStream file) => IsGzip(file) ? StoredArray.MostDeflated(file.Length) : file.Length;

    private static bool IsGzip(FileStream file)
    {
        Span<byte> start = stackalloc byte[2];
        file.Position = 0;
        var isGzip = FileSignature.IsGzip(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
        file.Position = 0;
        return isGzip;
    }
}
