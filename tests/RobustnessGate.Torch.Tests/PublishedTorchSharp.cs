namespace RobustnessGate.Torch.Tests;

internal static class PublishedTorchSharp
{
    /// <summary>For what our binding does and the published TorchSharp does not: <paramref name="does"/> says what it does instead.</summary>
    internal static void SkipBecauseIt(string does) => Assert.SkipWhen(TorchRuntime.Provider == "TorchSharp", $"TorchSharp {does}.");
}
