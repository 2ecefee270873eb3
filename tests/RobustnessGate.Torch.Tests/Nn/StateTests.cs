using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Nn;

[Collection(nameof(DefaultGenerator))]
public sealed class StateTests
{
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
        Assert.Equal(expected, SavedState.Of(layer));
    }

    [Fact]
    public void Sizes_above_127_take_two_bytes()
    {
        using var layer = nn.Linear(1, 300, hasBias: false);
        Assert.Equal([1, 6, .. "weight"u8, 6, 2, 0xac, 0x02, 1], SavedState.Of(layer)[..13]);
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
    public void Strict_loading_wants_the_same_number_of_entries()
    {
        using var source = nn.Linear(2, 1, hasBias: false);
        using var target = nn.Linear(2, 1);
        var error = Assert.Throws<ArgumentException>(() => target.load(SavedState.Reader(SavedState.Of(source))));
        Assert.Contains("Mismatched state_dict sizes: expected 2, but found 1 entries.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Strict_loading_names_an_entry_the_module_lacks()
    {
        using var source = nn.Sequential(("other", nn.Linear(2, 1, hasBias: false)));
        using var target = nn.Linear(2, 1, hasBias: false);
        var error = Assert.Throws<ArgumentException>(() => target.load(SavedState.Reader(SavedState.Of(source))));
        Assert.Contains("'other.weight'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lenient_loading_takes_what_fits_and_tells()
    {
        using var source = nn.Sequential(("a", nn.Linear(1, 1)), ("b", nn.Linear(1, 1)));
        using var target = nn.Sequential(("b", nn.Linear(1, 1)), ("c", nn.Linear(1, 1)));
        var loaded = new Dictionary<string, bool>(StringComparer.Ordinal);
        target.load(SavedState.Reader(SavedState.Of(source)), strict: false, skip: ["b.bias"], loadedParameters: loaded);
        Assert.False(loaded["a.weight"]);
        Assert.True(loaded["b.weight"]);
        Assert.True(allclose(source.get_parameter("b.weight")!, target.get_parameter("b.weight")!));
        Assert.False(allclose(source.get_parameter("b.bias")!, target.get_parameter("b.bias")!));
    }

    [Fact]
    public void A_truncated_file_is_an_error()
    {
        using var layer = nn.Linear(3, 1);
        var bytes = SavedState.Of(layer);
        Assert.Throws<EndOfStreamException>(() => layer.load(SavedState.Reader(bytes[..^3])));
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
        Assert.Equal([1, 4, .. "bias"u8], SavedState.Of(layer, "weight")[..6]);
    }


    [Fact]
    public void An_entry_of_another_shape_or_type_is_refused()
    {
        using var source = nn.Linear(3, 1);
        using var other = nn.Linear(2, 1);
        Assert.Throws<ArgumentException>(() => other.load(SavedState.Reader(SavedState.Of(source))));
        using var doubles = nn.Linear(3, 1, dtype: ScalarType.Float64);
        Assert.Throws<ArgumentException>(() => doubles.load(SavedState.Reader(SavedState.Of(source))));
    }

    [Fact]
    public void A_state_dictionary_with_other_names_or_shapes_is_refused()
    {
        using var layer = nn.Linear(2, 1);
        Assert.Throws<InvalidOperationException>(() => layer.load_state_dict(new() { ["weight"] = ones(1, 2), ["extra"] = ones(1) }));
        Assert.ThrowsAny<SystemException>(() => layer.load_state_dict(new() { ["bias"] = ones(1), ["weight"] = ones(1, 3) }));
        var (missing, unexpected) = layer.load_state_dict(new() { ["weight"] = ones(1, 2), ["extra"] = ones(1) }, strict: false);
        Assert.Equal(["bias"], missing);
        Assert.Equal(["extra"], unexpected);
        Expect.Close([1, 1], layer.weight);
    }

    [Fact]
    public void A_file_of_the_published_TorchSharp_loads_gives_its_outputs_and_is_written_back_byte_for_byte()
    {
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "torchsharp-0.107.0.dat"));
        using var net = new SmallNet();
        net.load(SavedState.Reader(bytes));
        net.eval();
        using var output = net.call(linspace(-1, 1, 64, dtype: ScalarType.Float32).reshape(1, 1, 8, 8));
        Expect.Close([-0.103829816, 0.23392734, 0.09145885], output);
        Assert.Equal(bytes, SavedState.Of(net));
    }
}
