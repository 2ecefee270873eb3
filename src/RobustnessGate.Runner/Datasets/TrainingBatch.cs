using static TorchSharp.torch;

namespace RobustnessGate.Runner.Datasets;

/// <summary>Examples to learn from, on the device they are learned on.</summary>
/// <param name="Rows">For each example, its number in the file, from 0.</param>
/// <param name="Inputs">[B, ...] float32, within the bounds.</param>
/// <param name="Labels">[B] int64.</param>
internal sealed record TrainingBatch(long[] Rows, Tensor Inputs, Tensor Labels) : IDisposable
{
    public void Dispose()
    {
        Inputs.Dispose();
        Labels.Dispose();
    }
}
