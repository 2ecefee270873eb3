using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Nn;

[Collection(nameof(DefaultGenerator))]
public sealed class StateTests
{
    private static byte[] Saved(nn.Module module, params string[] skip)
    {
        using var stream = new MemoryStream();
        module.save(new BinaryWriter(stream), skip);
        return stream.ToArray();
    }

    private static BinaryReader Reader(byte[] bytes) => new(new MemoryStream(bytes));

    [Fact]
    public void A_file_has_the_count_then_name_type_shape_and_elements_of_each_entry()
    {
        using var layer = nn.Linear(2, 1);
        layer.load_state_dict(new() { ["weight"] = tensor(new[] { 1f, -2f }).reshape(1, 2), ["bias"] = tensor(new[] { 0.5f }) });
        byte[] expected =
        [
            2,
            6, .. "weight"u8, 6, 2, 1, 2, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0,
            4, .. "bias"u8, 6, 1, 1, 0, 0, 0, 0x3f,
        ];
        Assert.Equal(expected, Saved(layer));
    }

    [Fact]
    public void Sizes_above_127_take_two_bytes()
    {
        using var layer = nn.Linear(1, 300, hasBias: false);
        Assert.Equal([1, 6, .. "weight"u8, 6, 2, 0xac, 0x02, 1], Saved(layer)[..13]);
    }

    [Fact]
    public void A_saved_model_loads_back_bit_for_bit_from_a_path()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.dat");
        try
        {
            using var source = new SmallNet();
            source.call(rand(4, 1, 8, 8)).Dispose();
            source.save(path);
            using var target = new SmallNet();
            var loaded = new Dictionary<string, bool>(StringComparer.Ordinal);
            target.load(path, loadedParameters: loaded);
            Assert.Equal(source.state_dict().Keys.Order(StringComparer.Ordinal), loaded.Keys.Order(StringComparer.Ordinal));
            foreach (var (name, tensor) in source.state_dict())
            {
                Assert.True(allclose(tensor, target.state_dict()[name], rtol: 0, atol: 0), name);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_transposed_tensor_is_stored_row_by_row()
    {
        using var layer = nn.Linear(2, 2, hasBias: false);
        using var target = nn.Linear(2, 2, hasBias: false);
        layer.weight = nn.Parameter(arange(4f).reshape(2, 2).t());
        target.load(Reader(Saved(layer)));
        Expect.Close([0, 2, 1, 3], target.weight);
    }

    [Fact]
    public void Strict_loading_wants_the_same_number_of_entries()
    {
        using var source = nn.Linear(2, 1, hasBias: false);
        using var target = nn.Linear(2, 1);
        var error = Assert.Throws<ArgumentException>(() => target.load(Reader(Saved(source))));
        Assert.Contains("Mismatched state_dict sizes: expected 2, but found 1 entries.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Strict_loading_names_an_entry_the_module_lacks()
    {
        using var source = nn.Sequential(("other", nn.Linear(2, 1, hasBias: false)));
        using var target = nn.Linear(2, 1, hasBias: false);
        var error = Assert.Throws<ArgumentException>(() => target.load(Reader(Saved(source))));
        Assert.Contains("'other.weight'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lenient_loading_takes_what_fits_and_tells()
    {
        using var source = nn.Sequential(("a", nn.Linear(1, 1)), ("b", nn.Linear(1, 1)));
        using var target = nn.Sequential(("b", nn.Linear(1, 1)), ("c", nn.Linear(1, 1)));
        var loaded = new Dictionary<string, bool>(StringComparer.Ordinal);
        target.load(Reader(Saved(source)), strict: false, skip: ["b.bias"], loadedParameters: loaded);
        Assert.False(loaded["a.weight"]);
        Assert.True(loaded["b.weight"]);
        Assert.True(allclose(source.get_parameter("b.weight")!, target.get_parameter("b.weight")!));
        Assert.False(allclose(source.get_parameter("b.bias")!, target.get_parameter("b.bias")!));
    }

    [Fact]
    public void An_entry_of_another_shape_or_type_is_refused_by_name()
    {
        using var source = nn.Linear(3, 1);
        using var other = nn.Linear(2, 1);
        Assert.Contains(
            "'weight': Mismatched tensor shape",
            Assert.Throws<ArgumentException>(() => other.load(Reader(Saved(source)))).Message, StringComparison.Ordinal);
        using var doubles = nn.Linear(3, 1, dtype: ScalarType.Float64);
        Assert.Contains(
            "'weight': Mismatched tensor data types",
            Assert.Throws<ArgumentException>(() => doubles.load(Reader(Saved(source)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_file_is_an_error()
    {
        using var layer = nn.Linear(3, 1);
        var bytes = Saved(layer);
        Assert.Throws<EndOfStreamException>(() => layer.load(Reader(bytes[..^3])));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var layer = nn.Linear(1, 1);
        Assert.Contains("nowhere.dat", Assert.Throws<FileNotFoundException>(() => layer.load("nowhere.dat")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Skipped_entries_are_not_saved()
    {
        using var layer = nn.Linear(2, 1);
        Assert.Equal([1, 4, .. "bias"u8], Saved(layer, "weight")[..6]);
    }

    [Fact]
    public void A_state_dictionary_with_other_names_is_refused_by_name()
    {
        using var layer = nn.Linear(1, 1);
        var error = Assert.Throws<InvalidOperationException>(
            () => layer.load_state_dict(new() { ["weight"] = ones(1, 1), ["extra"] = ones(1) }));
        Assert.Contains("The module also has: bias.", error.Message, StringComparison.Ordinal);
        Assert.Contains("The loaded one also has: extra.", error.Message, StringComparison.Ordinal);
        var (missing, unexpected) = layer.load_state_dict(new() { ["weight"] = ones(1, 1), ["extra"] = ones(1) }, strict: false);
        Assert.Equal(["bias"], missing);
        Assert.Equal(["extra"], unexpected);
        Expect.Close([1], layer.weight);
    }

    [Fact]
    public void A_state_dictionary_with_other_shapes_is_refused_and_changes_nothing()
    {
        using var layer = nn.Linear(2, 1);
        using var before = layer.bias!.detach().clone();
        var error = Assert.Throws<InvalidOperationException>(
            () => layer.load_state_dict(new() { ["bias"] = ones(1) * 9, ["weight"] = ones(1, 3) }));
        Assert.Contains("weight is [1, 3] in the loaded state_dict but [1, 2] in the module", error.Message, StringComparison.Ordinal);
        Assert.True(allclose(before, layer.bias!));
    }
}
