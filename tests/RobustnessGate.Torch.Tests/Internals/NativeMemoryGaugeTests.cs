using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Internals;

public sealed class NativeMemoryGaugeTests
{
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
