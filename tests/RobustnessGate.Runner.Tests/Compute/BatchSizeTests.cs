using RobustnessGate.Runner.Compute;
using TorchSharp;

namespace RobustnessGate.Runner.Tests.Compute;

public class BatchSizeTests
{
    [Theory]
    [InlineData(1, DeviceType.CPU, 256)]
    [InlineData(28 * 28, DeviceType.CPU, 256)]
    [InlineData(3 * 224 * 224, DeviceType.CPU, 27)]
    [InlineData(1L << 40, DeviceType.CPU, 1)]
    [InlineData(28 * 28, DeviceType.CUDA, 1024)]
    [InlineData(3 * 224 * 224, DeviceType.CUDA, 111)]
    public void Batches_hold_as_much_as_keeps_the_device_busy(long values, DeviceType device, int expected)
    {
        Assert.Equal(expected, BatchSize.Auto(values, device));
    }
}
