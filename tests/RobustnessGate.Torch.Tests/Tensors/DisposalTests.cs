using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Tensors;

public sealed class DisposalTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        Tensor made;
        using (NewDisposeScope())
        {
            made = ones(2) + 1;
            Assert.False(made.IsInvalid);
        }

        Assert.True(made.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => made.shape);
    }

    [Fact]
    public void A_tensor_moves_to_the_outer_scope()
    {
        using var outer = NewDisposeScope();
        Tensor kept;
        using (NewDisposeScope())
        {
            kept = ones(2).MoveToOuterDisposeScope();
        }

        Assert.False(kept.IsInvalid);
        outer.DisposeEverything();
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void A_detached_tensor_outlives_every_scope()
    {
        Tensor kept;
        using (NewDisposeScope())
        {
            kept = ones(2).DetachFromDisposeScope();
        }

        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void Several_tensors_move_at_once()
    {
        using var outer = NewDisposeScope();
        Tensor a;
        Tensor b;
        using (var inner = NewDisposeScope())
        {
            (a, b) = inner.MoveToOuter(ones(1), ones(2));
            _ = ones(3);
            Assert.Equal(1, inner.DisposablesCount);
        }

        Assert.False(a.IsInvalid);
        Assert.False(b.IsInvalid);
    }

    [Fact]
    public void A_scope_keeps_what_it_is_told_to()
    {
        using var scope = NewDisposeScope();
        var kept = ones(1);
        var lost = ones(1);
        scope.DisposeEverythingBut(kept);
        Assert.False(kept.IsInvalid);
        Assert.True(lost.IsInvalid);
    }

    [Fact]
    public void An_inner_scope_left_open_does_not_keep_the_outer_one_current()
    {
        var before = CurrentDisposeScope;
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        outer.Dispose();
        inner.Dispose();
        Assert.Same(before, CurrentDisposeScope);
    }

    [Fact]
    public void Reading_a_gradient_registers_its_handle_and_parameters_are_not_registered_again()
    {
        using var scope = NewDisposeScope();
        var x = ones(2).requires_grad_();
        x.sum().backward();
        var before = scope.DisposablesCount;
        Assert.NotSame(x.grad, x.grad);
        Assert.Equal(before + 2, scope.DisposablesCount);
    }

    [Fact]
    public void A_parameter_takes_its_tensors_place_in_the_scope()
    {
        using var scope = NewDisposeScope();
        var source = ones(2);
        using var parameter = new TorchSharp.Modules.Parameter(source);
        Assert.True(source.IsInvalid);
        Assert.True(scope.Contains(parameter));
        Assert.True(parameter.requires_grad);
    }

    [Fact]
    public void Scopes_belong_to_their_thread()
    {
        using var scope = NewDisposeScope();
        Tensor? elsewhere = null;
        var thread = new Thread(() => elsewhere = ones(2));
        thread.Start();
        thread.Join();
        Assert.False(scope.Contains(elsewhere!));
        elsewhere!.Dispose();
    }

    [Fact]
    public void Finalizers_and_many_threads_do_not_disturb_each_other()
    {
        var failures = 0;
        Parallel.For(0, 4, _ =>
        {
            for (var i = 0; i < 500; i++)
            {
                var x = full(16, (float)i).requires_grad_();
                var y = (x * x).sum();
                y.backward();
                if (x.grad!.sum().item<float>() != 32f * i)
                {
                    Interlocked.Increment(ref failures);
                }

                if (i % 100 == 0)
                {
                    GC.Collect();
                }
            }
        });
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(0, failures);
    }
}
