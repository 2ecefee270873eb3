using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Internals;

[Collection(nameof(Nn.DefaultGenerator))]
public sealed class NativeMemoryGaugeTests
{
    [Fact]
    public void A_loop_that_disposes_nothing_stays_within_bounds()
    {
        const int oneMebibyteOfFloats = 262_144;
        var before = Environment.WorkingSet;
        var peak = 0L;
        for (var i = 0; i < 10_000; i++)
        {
            _ = zeros(oneMebibyteOfFloats).fill_(1);
            if (i % 100 == 0)
            {
                peak = Math.Max(peak, Environment.WorkingSet - before);
            }
        }

        Assert.True(peak < 1L << 30, $"memory grew by {peak >> 20} MiB");
    }

    [Fact]
    public void A_loop_that_disposes_everything_asks_for_no_collection()
    {
        var before = GC.CollectionCount(GC.MaxGeneration);
        for (var i = 0; i < 2_000; i++)
        {
            using var made = zeros(262_144);
        }

        // Other tests in the process may collect once or twice; two gibibytes of pressure would have collected far more often.
        Assert.InRange(GC.CollectionCount(GC.MaxGeneration) - before, 0, 4);
    }

    [Fact]
    public void Views_do_not_count_as_memory()
    {
        using var scope = NewDisposeScope();
        var x = zeros(1 << 20);
        var held = NativeMemoryGauge.Held;
        for (var i = 0; i < 1000; i++)
        {
            _ = x.view(1024, 1024);
        }

        // A thousand views of 4 MiB each would be 4 GB; other tests hold far less.
        Assert.InRange(NativeMemoryGauge.Held - held, -(1L << 30), 1L << 30);
    }
}
