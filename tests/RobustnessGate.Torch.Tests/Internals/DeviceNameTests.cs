using TorchSharp;

namespace RobustnessGate.Torch.Tests.Internals;

public sealed class DeviceNameTests
{
    [Fact]
    public void A_wrong_device_name_says_what_to_write() =>
        Assert.Contains("cuda:N", Assert.Throws<ArgumentException>(() => torch.device("gpu")).Message, StringComparison.Ordinal);
}
