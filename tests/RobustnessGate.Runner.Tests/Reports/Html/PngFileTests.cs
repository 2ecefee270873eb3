using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using RobustnessGate.Runner.Reports.Html.Pictures;

namespace RobustnessGate.Runner.Tests.Reports.Html;

public class PngFileTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_rows_of_a_picture_come_back(int channels)
    {
        var picture = new Picture(5, 4, channels, [.. Enumerable.Range(0, 20 * channels).Select(i => (byte)(i * 7))]);
        var chunks = Chunks(PngFile.Of(picture)).ToDictionary(chunk => chunk.Type, chunk => chunk.Data);
        Assert.Equal(["IHDR", "IDAT", "IEND"], chunks.Keys);
        using var rows = new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress);
        using var read = new MemoryStream();
        rows.CopyTo(read);
        Assert.Equal(picture.Samples.Chunk(5 * channels).SelectMany(row => row.Prepend((byte)0)), read.ToArray());
    }

    [Fact]
    public void A_picture_larger_than_the_page_needs_is_reduced_to_means()
    {
        var form = PictureForm.Of([1, 193, 385])!;
        var picture = form.Draw([.. Enumerable.Range(0, 193 * 385).Select(i => i % 2 == 0 ? 0f : 1f)], 0, 1);
        Assert.Equal((77, 39, 1), (picture.Width, picture.Height, picture.Channels));
        Assert.All(picture.Samples, sample => Assert.InRange(sample, 100, 155));
    }

    [Theory]
    [InlineData(new long[] { 10 })]
    [InlineData(new long[] { 2, 8, 8 })]
    [InlineData(new long[] { 1, 2, 3 })]
    [InlineData(new long[] { 4, 3, 8, 8 })]
    public void Other_inputs_are_no_pictures(long[] shape)
    {
        Assert.Null(PictureForm.Of(shape));
    }

    private static IEnumerable<(string Type, byte[] Data)> Chunks(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], file[..8]);
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            yield return (Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]);
            at += 12 + length;
        }
    }
}
