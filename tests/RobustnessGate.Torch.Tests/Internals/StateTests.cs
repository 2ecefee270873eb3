using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Internals;

/// <summary>Where the binding says more, or refuses earlier, than TorchSharp does.</summary>
public sealed class StateTests
{
    [Fact]
    public void A_transposed_tensor_is_stored_row_by_row()
    {
        using var layer = nn.Linear(2, 2, hasBias: false);
        using var target = nn.Linear(2, 2, hasBias: false);
        layer.weight = nn.Parameter(arange(4f).reshape(2, 2).t());
        target.load(Nn.SavedState.Reader(Nn.SavedState.Of(layer)));
        Nn.Expect.Close([0, 2, 1, 3], target.weight);
    }

    [Fact]
    public void An_entry_of_another_shape_or_type_is_refused_by_name()
    {
        using var source = nn.Linear(3, 1);
        using var other = nn.Linear(2, 1);
        Assert.Contains(
            "'weight': Mismatched tensor shape",
            Assert.Throws<ArgumentException>(() => other.load(Nn.SavedState.Reader(Nn.SavedState.Of(source)))).Message, StringComparison.Ordinal);
        using var doubles = nn.Linear(3, 1, dtype: ScalarType.Float64);
        Assert.Contains(
            "'weight': Mismatched tensor data types",
            Assert.Throws<ArgumentException>(() => doubles.load(Nn.SavedState.Reader(Nn.SavedState.Of(source)))).Message, StringComparison.Ordinal);
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
        Nn.Expect.Close([1], layer.weight);
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
