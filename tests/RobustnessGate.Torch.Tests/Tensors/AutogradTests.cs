using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Tensors;

public sealed class AutogradTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor x = tensor(new float[] { 1, 2, 3 }).requires_grad_();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Backward_leaves_the_gradient_on_the_leaf()
    {
        Assert.Null(x.grad);
        (x * x).sum().backward();
        Assert.Equal([2, 4, 6], x.grad!.data<float>().ToArray());
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void Second_derivatives_come_from_a_created_graph()
    {
        var first = autograd.grad([x.pow(3).sum()], [x], retain_graph: true, create_graph: true)[0];
        var second = autograd.grad([first.sum()], [x], retain_graph: true, create_graph: true)[0];
        Assert.Equal([6, 12, 18], second.data<float>().ToArray());
        var third = autograd.grad([second.sum()], [x])[0];
        Assert.Equal([6, 6, 6], third.data<float>().ToArray());
    }

    [Fact]
    public void An_unused_input_has_an_invalid_gradient_where_allowed()
    {
        var unused = ones(1).requires_grad_();
        var grads = autograd.grad([x.sum()], [x, unused], allow_unused: true);
        Assert.False(grads[0].IsInvalid);
        Assert.True(grads[1].IsInvalid);
    }

    [Fact]
    public void An_unused_input_is_an_error_otherwise()
    {
        PublishedTorchSharp.SkipBecauseIt("ends the process on every error of autograd.grad");
        var unused = ones(1).requires_grad_();
        var failure = Assert.Throws<ExternalException>(() => autograd.grad([x.sum()], [unused]));
        Assert.Contains("appears to not have been used in the graph", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("frame #", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_backward_through_a_freed_graph_is_an_error()
    {
        var y = x.exp().sum();
        y.backward();
        var failure = Assert.Throws<ExternalException>(() => y.backward());
        Assert.Contains("backward through the graph a second time", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_gradients_weigh_the_outputs() =>
        Assert.Equal([2, 0, 6], autograd.grad([x * x], [x], [tensor(new float[] { 1, 0, 1 })])[0].data<float>().ToArray());

    [Fact]
    public void No_grad_holds_on_its_own_thread_only()
    {
        using var unrecorded = no_grad();
        Assert.False(is_grad_enabled());
        Assert.False((x * 2).requires_grad);
        var elsewhere = false;
        var thread = new Thread(() => elsewhere = is_grad_enabled());
        thread.Start();
        thread.Join();
        Assert.True(elsewhere);
        using (enable_grad())
        {
            Assert.True(is_grad_enabled());
        }

        Assert.False(is_grad_enabled());
    }

    [Fact]
    public void Inference_mode_ends_with_its_block()
    {
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False((x * 2).requires_grad);
        }

        Assert.False(is_inference_mode_enabled());
    }

    [Fact]
    public void Detach_shares_memory_without_history()
    {
        var detached = x.detach();
        detached.mul_(2);
        Assert.False(detached.requires_grad);
        Assert.Equal([2, 4, 6], x.data<float>().ToArray());
    }

    [Fact]
    public void In_place_operations_return_the_same_object()
    {
        var y = zeros(2);
        Assert.Same(y, y.add_(1));
        Assert.Same(y, y.requires_grad_());
    }

    [Fact]
    public void An_in_place_change_of_a_leaf_is_an_error() => Assert.Throws<ExternalException>(() => x.add_(1));
}
