using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Internals;

public sealed class ScriptLoadFailureTests
{
    [Theory]
    [InlineData("Attempted to read a PyTorch file with version 12, but the maximum supported version for reading is 10. Your PyTorch installation may be too old.")]
    [InlineData("\nUnknown builtin op: aten::from_the_future.\nHere are some suggestions: ...")]
    public void A_file_of_a_newer_PyTorch_says_so_and_what_to_do(string message)
    {
        var failure = ScriptLoadFailure.Explain("model.pt", message);
        Assert.StartsWith($"model.pt was written by a newer PyTorch than the libtorch here ({__version__}): ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("or older.", failure.Message, StringComparison.Ordinal);
    }
}
