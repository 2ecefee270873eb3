using System.Buffers.Binary;
using System.Text;
using RobustnessGate.Attacks.Tests.Models;
using RobustnessGate.Runner.Files.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Files;

public sealed class SafetensorsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly string folder = Directory.CreateTempSubdirectory("safetensors-").FullName;

    private string FilePath => Path.Combine(folder, "t.safetensors");

    public void Dispose()
    {
        scope.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void What_is_saved_loads_again()
    {
        var draws = new Drawn(1);
        var tensors = new Dictionary<string, Tensor>
        {
            ["weights"] = draws.Normal(2, 3),
            ["flags"] = tensor(new[] { true, false, true }),
            ["labels"] = arange(5),
            ["scalar"] = tensor(2.5),
            ["empty"] = zeros(0, 3),
            ["transposed"] = draws.Normal(2, 3).T,
            ["half"] = draws.Normal(3).half(),
            ["brain"] = draws.Normal(3).bfloat16(),
        };
        SafetensorsFile.Save(FilePath, tensors, new Dictionary<string, string> { ["epsilon"] = "8/255" });
        var loaded = SafetensorsFile.Load(FilePath);
        Assert.Equal(tensors.Keys.Order(StringComparer.Ordinal), loaded.Keys.Order(StringComparer.Ordinal));
        Assert.All(tensors, pair =>
        {
            Assert.Equal(pair.Value.dtype, loaded[pair.Key].dtype);
            Assert.Equal(pair.Value.shape, loaded[pair.Key].shape);
            Assert.True(pair.Value.Equals(loaded[pair.Key]));
        });
        Assert.Equal("8/255", SafetensorsFile.ReadMetadata(FilePath)["epsilon"]);
    }

    [Fact]
    public void Tensors_can_be_found_without_loading_them()
    {
        SafetensorsFile.Save(FilePath, new Dictionary<string, Tensor> { ["a"] = tensor(new byte[] { 1, 2 }), ["b"] = ones(2, 3) });
        using var stream = File.OpenRead(FilePath);

        var entries = SafetensorsFile.ReadEntries(stream);

        Assert.Equal([("b", ScalarType.Float32, 0L, 24L), ("a", ScalarType.Byte, 24L, 26L)], entries.Select(entry => (entry.Name, entry.Dtype, entry.Begin, entry.End)));
        Assert.Equal([2, 3], entries[0].Shape);
        Assert.Equal(stream.Length - 26, stream.Position);
    }

    [Fact]
    public void The_bytes_are_the_same_whatever_the_order_of_names()
    {
        using var forward = new MemoryStream();
        using var backward = new MemoryStream();
        var a = ones(3);
        var b = tensor(new byte[] { 1 });
        SafetensorsFile.Save(forward, new Dictionary<string, Tensor> { ["a"] = a, ["b"] = b });
        SafetensorsFile.Save(backward, new Dictionary<string, Tensor> { ["b"] = b, ["a"] = a });
        Assert.Equal(forward.ToArray(), backward.ToArray());
    }

    [Fact]
    public void The_header_is_the_format_to_the_byte()
    {
        using var stream = new MemoryStream();
        SafetensorsFile.Save(stream, new Dictionary<string, Tensor> { ["b"] = tensor(new byte[] { 7 }), ["c"] = ones(1) });
        var bytes = stream.ToArray();
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal(
            """{"b":{"dtype":"U8","shape":[1],"data_offsets":[4,5]},"c":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
            Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
        Assert.Equal([0, 0, 0x80, 0x3F, 7], bytes[(8 + length)..]);
    }

    [Theory]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "tensor \"t\" of shape [2] needs 8 bytes")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 2, "the file is cut short")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 6, "2 bytes after the last tensor belong to none")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "from 0 to 4, before tensor \"t\", belong to none")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"u":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "tensor \"u\" begins at byte 2, inside the one before it")]
    [InlineData("""{"t":{"dtype":"F8","shape":[1],"data_offsets":[0,1]}}""", 1, "tensor \"t\" has dtype F8")]
    [InlineData("""{"t":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "shape of tensor \"t\" holds -1")]
    [InlineData("""{"t":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}""", 4, "larger than any memory")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "data_offsets of tensor \"t\"")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1]}}""", 4, "tensor \"t\" has no list data_offsets")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"code":"x"}}""", 4, "a field \"code\"")]
    [InlineData("""{"t":1,"t":2}""", 0, "distinct names")]
    [InlineData("""{"t":""", 0, "is not JSON")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "in __metadata__ is not text")]
    [InlineData("[]", 0, "does not begin with {")]
    public void A_malformed_file_is_refused_with_what_is_wrong(string header, int bytes, string problem)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var content = new byte[8 + text.Length + bytes];
        BinaryPrimitives.WriteInt64LittleEndian(content, text.Length);
        text.CopyTo(content, 8);
        File.WriteAllBytes(FilePath, content);
        var failure = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Load(FilePath));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.StartsWith(FilePath, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 }, "fewer than the 8")]
    [InlineData(new byte[] { 255, 0, 0, 0, 0, 0, 0, 0 }, "claims 255 bytes, but only 0 follow")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, "more than the")]
    public void A_malformed_length_is_refused(byte[] content, string problem)
    {
        File.WriteAllBytes(FilePath, content);
        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => SafetensorsFile.Load(FilePath)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_save_leaves_the_old_file_and_no_other()
    {
        SafetensorsFile.Save(FilePath, new Dictionary<string, Tensor> { ["t"] = ones(1) });
        var before = File.ReadAllBytes(FilePath);
        Assert.Throws<NotSupportedException>(() => SafetensorsFile.Save(FilePath, new Dictionary<string, Tensor> { ["t"] = zeros(1, ScalarType.ComplexFloat64) }));
        Assert.Equal(before, File.ReadAllBytes(FilePath));
        Assert.Single(Directory.EnumerateFiles(folder));
    }
}
