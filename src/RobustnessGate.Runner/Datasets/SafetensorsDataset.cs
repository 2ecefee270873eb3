using RobustnessGate.Runner.Files;
using RobustnessGate.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Datasets;

/// <summary>A <c>.safetensors</c> file with tensors <c>x</c> (inputs) and <c>y</c> (labels).</summary>
internal static class SafetensorsDataset
{
    /// <exception cref="Messages.GateException">The file is damaged, or has no such tensors.</exception>
    public static DatasetSource Open(string path)
    {
        InputFile.RequireFile(path, InputKind.Dataset);
        using var scope = torch.NewDisposeScope();
        var tensors = InputFile.Guarded(path, InputKind.Dataset, () => Safetensors.Load(path));
        DatasetArrays.Check(path, [.. tensors.Keys]);

        var inputs = InputFile.Guarded(path, InputKind.Dataset, () => new TensorArray(path, "x", tensors["x"]));
        var labels = InputFile.Guarded(path, InputKind.Dataset, () => new TensorArray(path, "y", tensors["y"]));
        var kept = new KeptTensors(tensors["x"].DetachFromDisposeScope(), tensors["y"].DetachFromDisposeScope());
        return new DatasetSource("safetensors", [path], inputs, labels, [.. inputs.Shape.Skip(1)], kept);
    }

    private sealed record KeptTensors(Tensor Inputs, Tensor Labels) : IDisposable
    {
        public void Dispose()
        {
            Inputs.Dispose();
            Labels.Dispose();
        }
    }
}
