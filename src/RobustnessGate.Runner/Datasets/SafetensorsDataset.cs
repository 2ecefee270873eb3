using RobustnessGate.Runner.Files;

namespace RobustnessGate.Runner.Datasets;

/// <summary>A <c>.safetensors</c> file with tensors <c>x</c> (inputs) and <c>y</c> (labels).</summary>
internal static class SafetensorsDataset
{
    /// <exception cref="Messages.GateException">The file is damaged, or has no such tensors.</exception>
    public static DatasetSource Open(InputKind kind, string path) => InputFile.Guarded(path, kind, () =>
    {
        var arrays = SafetensorsArray.All(kind, path);
        DatasetArrays.Check(kind, path, [.. arrays.Keys]);
        var inputs = arrays["x"]();
        return new DatasetSource(kind, "safetensors", [path], inputs, arrays["y"](), [.. inputs.Shape.Skip(1)]);
    });
}
