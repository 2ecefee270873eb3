using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.EndToEnd.Tests;

/// <summary>Parts of the fixture's pictures, as archives of their own.</summary>
internal static class PictureSplit
{
    private const int All = 256;
    private const int HeaderAt = 10;

    public static byte[] Of(Range examples)
    {
        using var archive = ZipFile.OpenRead(Fixture.PathOf(Fixture.Pictures));
        return NpzBytes.Archive([.. archive.Entries.Select(entry => (entry.Name, Part(entry, examples)))]);
    }

    private static byte[] Part(ZipArchiveEntry entry, Range examples)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var array = copy.ToArray();
        var body = HeaderAt + BinaryPrimitives.ReadUInt16LittleEndian(array.AsSpan(HeaderAt - 2));
        var (offset, count) = examples.GetOffsetAndLength(All);
        var size = (array.Length - body) / All;
        var header = Encoding.UTF8.GetString(array[HeaderAt..body]).Replace($"({All}", $"({count}", StringComparison.Ordinal);
        return NpzBytes.Array(header, array[(body + (offset * size))..(body + ((offset + count) * size))]);
    }
}
