using System.IO.Compression;

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
        file.Position = 0;
        var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isGzip;
    }
}
