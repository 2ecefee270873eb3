namespace RobustnessGate.Torch.Tests.Internals;

public sealed class BuildConfigurationTests
{
    [Fact]
    public void The_build_configuration_is_libtorchs_own() =>
        Assert.Contains("PyTorch built with", TorchRuntime.BuildConfiguration!, StringComparison.Ordinal);
}
