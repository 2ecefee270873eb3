using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Victims;

/// <summary>Every error that ends the process in <c>autograd.grad</c> is an exception or a gradient of zero.</summary>
public sealed class GradientsTests
{
    [Fact]
    public void An_output_without_a_graph_has_no_slope()
    {
        using var scope = NewDisposeScope();
        var leaf = Leaf(1, 2);
        Assert.Equal([0, 0], Values(Gradients.Of(tensor(3f), leaf)));
        Assert.Equal([0, 0], Values(Assert.Single(Gradients.Of(tensor(3f), [leaf]))));
    }

    [Fact]
    public void An_output_of_another_leaf_has_no_slope_here()
    {
        using var scope = NewDisposeScope();
        var (used, unused) = (Leaf(1, 2), Leaf(3));
        Assert.Equal([0], Values(Gradients.Of(used.square().sum(), unused)));
        var both = Gradients.Of(used.square().sum(), [used, unused]);
        Assert.Equal([2, 4], Values(both[0]));
        Assert.Equal([0], Values(both[1]));
    }

    [Fact]
    public void A_value_that_was_changed_after_it_was_saved_is_an_exception()
    {
        using var scope = NewDisposeScope();
        var leaf = Leaf(1, 2);
        Assert.Contains("inplace operation", Assert.Throws<ExternalException>(() => Gradients.Of(Changed(), leaf)).Message, StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => Gradients.Of(Changed(), [leaf]));

        Tensor Changed()
        {
            var saved = leaf.exp();
            var output = saved.square().sum();
            saved.add_(1);
            return output;
        }
    }

    [Fact]
    public void An_operator_without_a_gradient_is_an_exception()
    {
        using var scope = NewDisposeScope();
        var leaf = Leaf(1, 2);
        Assert.Throws<ExternalException>(() => Gradients.Of(special.gammainc(leaf, ones(2)).sum(), leaf));
    }

    [Fact]
    public void A_graph_that_is_gone_is_an_exception()
    {
        using var scope = NewDisposeScope();
        var leaf = Leaf(1, 2);
        var output = leaf.square().sum();
        Gradients.Of(output, leaf);
        Assert.Throws<ExternalException>(() => Gradients.Of(output, leaf));
    }

    [Fact]
    public void Weights_of_another_shape_are_an_exception()
    {
        using var scope = NewDisposeScope();
        var leaf = Leaf(1, 2);
        Assert.Throws<ExternalException>(() => Gradients.Of(leaf.square(), leaf, ones(3)));
    }

    [Fact]
    public void Gradients_of_one_graph_are_not_added_up()
    {
        using var scope = NewDisposeScope();
        var leaf = Leaf(1, 2);
        var output = leaf.square();
        var first = Gradients.Of(output, leaf, tensor(new[] { 1f, 0f }), retainGraph: true);
        var second = Gradients.Of(output, leaf, tensor(new[] { 0f, 1f }), retainGraph: true);
        Assert.Equal([2, 0], Values(first));
        Assert.Equal([0, 4], Values(second));
        Assert.Null(leaf.grad);
    }

    [Fact]
    public void What_leaves_have_learned_stays_even_after_an_error()
    {
        using var scope = NewDisposeScope();
        var (leaf, fresh) = (Leaf(1, 2), Leaf(5));
        leaf.square().sum().backward();
        Assert.Equal([3, 12], Values(Gradients.Of(leaf.pow(3).sum(), [leaf, fresh])[0]));
        Assert.Throws<ExternalException>(() => Gradients.Of(special.gammainc(leaf, ones(2)).sum(), [leaf, fresh]));
        Assert.Equal([2, 4], Values(leaf.grad!));
        Assert.Null(fresh.grad);
    }

    private static Tensor Leaf(params float[] values) => tensor(values).requires_grad_(true);

    private static float[] Values(Tensor tensor) => tensor.data<float>().ToArray();
}
