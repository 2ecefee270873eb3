using System.Buffers.Binary;
using System.IO.Compression;
using static TorchSharp.torch;

namespace FashionMnist.Train;

/// <summary>Pictures [N, 1, 28, 28] with values from 0 to 1 and their classes [N], as Fashion-MNIST's IDX files hold them.</summary>
internal sealed record ClothingPictures(Tensor Images, Tensor Labels)
{
    public long Count => Labels.shape[0];

    /// <summary>Reads <c>{set}-images-idx3-ubyte.gz</c> and <c>{set}-labels-idx1-ubyte.gz</c>.</summary>
    public static ClothingPictures Load(string folder, string set)
    {
        var (pixels, shape) = ReadIdx(Path.Combine(folder, $"{set}-images-idx3-ubyte.gz"));
        var (classes, _) = ReadIdx(Path.Combine(folder, $"{set}-labels-idx1-ubyte.gz"));
        return new ClothingPictures(
            tensor(Array.ConvertAll(pixels, pixel => pixel / 255f), [shape[0], 1, shape[1], shape[2]]),
            tensor(Array.ConvertAll(classes, label => (long)label)));
    }

    /// <summary>Writes the first pictures of a set to another folder, in the same format.</summary>
    public static void CopyFirst(int count, string from, string to, string set)
    {
        Directory.CreateDirectory(to);
        Span<byte> size = stackalloc byte[4];
        foreach (var kind in (string[])["images-idx3", "labels-idx1"])
        {
            var name = $"{set}-{kind}-ubyte.gz";
            var (data, shape) = ReadIdx(Path.Combine(from, name));
            using var file = new GZipStream(File.Create(Path.Combine(to, name)), CompressionLevel.SmallestSize);
            shape[0] = count;
            file.Write([0, 0, 8, (byte)shape.Length]);
            foreach (var length in shape)
            {
                BinaryPrimitives.WriteInt32BigEndian(size, (int)length);
                file.Write(size);
            }

            file.Write(data.AsSpan(0, (int)shape.Aggregate(1L, (product, length) => product * length)));
        }
    }

    private static (byte[] Data, long[] Shape) ReadIdx(string path)
    {
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var content = new MemoryStream();
        file.CopyTo(content);
        var bytes = content.ToArray();
        var shape = new long[bytes[3]];
        for (var dimension = 0; dimension < shape.Length; dimension++)
            shape[dimension] = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4 + 4 * dimension));
        return (bytes[(4 + 4 * shape.Length)..], shape);
    }
}
