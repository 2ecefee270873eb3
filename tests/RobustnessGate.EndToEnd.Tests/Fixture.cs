namespace RobustnessGate.EndToEnd.Tests;

/// <summary>Files that the tests of the runner have too: real checkpoints and data, and broken ones.</summary>
internal static class Fixture
{
    /// <summary>TorchScript, naturally trained: FGSM at 0.1 breaks most of what it gets right.</summary>
    public const string Fragile = "fashion-convnet-natural.pt";

    /// <summary>TorchScript, adversarially trained.</summary>
    public const string Robust = "fashion-convnet-adversarial.pt";

    public const string StateDictionary = "tiny-state-dict.pth";

    /// <summary>256 test pictures of Fashion-MNIST with their labels.</summary>
    public const string Pictures = "fashion-256.npz";

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);
}
