using RobustnessGate.Runner.Compute;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Tests.Compute;

public class PlatformTests
{
    [Theory]
    [InlineData("linux-musl-x64", "libtorch is built for glibc, and this system (Alpine or alike) has another C library, musl; use a distribution with glibc, such as Debian or Ubuntu.")]
    [InlineData("linux-arm64", "There is no libtorch for linux-arm64; the tool runs on linux-x64, osx-arm64 and win-x64.")]
    public void A_system_without_libtorch_is_told_where_there_is_one(string runtimeIdentifier, string sentence)
    {
        var rejected = Assert.Throws<GateException>(() => Platform.RequireSupported(runtimeIdentifier));

        Assert.Equal((Codes.LibTorchMissing, sentence), (rejected.Code, rejected.Message));
    }

    [Fact]
    public void These_tests_run_on_a_supported_system() => Platform.RequireSupported(Platform.RuntimeIdentifier);
}
