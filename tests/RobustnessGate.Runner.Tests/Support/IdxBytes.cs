using System.Buffers.Binary;
using System.IO.Compression;

namespace RobustnessGate.Runner.Tests.Support;

/// <summary>IDX files in memory.</summary>
internal static class IdxBytes
{
    public static byte[] Of(byte type, uint[] shape, byte[] elements)
    {
        var bytes = new byte[4 + (4 * shape.Length) + elements.Length];
        (bytes[2], bytes[3]) = (type, (byte)shape.Length);
        for (var i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 + (4 * i)), shape[i]);
        elements.CopyTo(bytes, 4 + (4 * shape.Length));
        return bytes;
    }

    /// <summary>Images of 2×2 bytes, whose element i is i mod 256.</summary>
    public static byte[] Images(uint count) => Of(0x08, [count, 2, 2], [.. Enumerable.Range(0, (int)count * 4).Select(i => (byte)i)]);

    /// <summary>Labels i mod 10.</summary>
    public static byte[] Labels(uint count) => Of(0x08, [count], [.. Enumerable.Range(0, (int)count).Select(i => (byte)(i % 10))]);

    public static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionMode.Compress))
            gzip.Write(bytes);
        return target.ToArray();
    }
}
