using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace RobustnessGate.Runner.Reports.Html.Pictures;

/// <summary>Writes pictures of 8 bits a sample as PNG (RFC 2083).</summary>
internal static class PngFile
{
    private const byte BitDepth = 8;
    private const byte Greyscale = 0;
    private const byte TrueColour = 2;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <param name="picture">The picture.</param>
    public static byte[] Of(Picture picture)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        Chunk(file, "IHDR", Header(picture));
        Chunk(file, "IDAT", Compressed(picture));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Header(Picture picture)
    {
        // Compression, filter method and interlacing stay 0: there is one of each, and none.
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        (header[8], header[9]) = (BitDepth, picture.Channels == 1 ? Greyscale : TrueColour);
        return header;
    }

    private static byte[] Compressed(Picture picture)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize))
        {
            var length = picture.Width * picture.Channels;
            for (var row = 0; row < picture.Height; row++)
            {
                zlib.WriteByte(0); // No filter.
                zlib.Write(picture.Samples, row * length, length);
            }
        }

        return data.ToArray();
    }

    private static void Chunk(Stream file, string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(body));
        file.Write(number);
    }
}
