using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Nn;

internal static class Expect
{
    /// <summary>Compares elements in row order.</summary>
    internal static void Close(double[] expected, Tensor actual, double tolerance = 2e-6)
    {
        using var doubles = actual.detach().to(ScalarType.Float64).contiguous();
        CloseNumbers(expected, doubles.data<double>().ToArray(), tolerance);
    }

    // Not an overload: an array of numbers converts to a tensor.
    internal static void CloseNumbers(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"Element {i} is {actual[i]:R} instead of {expected[i]:R}.");
        }
    }
}
