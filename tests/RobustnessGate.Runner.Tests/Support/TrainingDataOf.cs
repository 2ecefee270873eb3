using RobustnessGate.Attacks;
using RobustnessGate.Runner.Datasets;

namespace RobustnessGate.Runner.Tests.Support;

/// <summary>Small data, each example one byte.</summary>
internal static class TrainingDataOf
{
    public static TrainingData Bytes(TemporaryFolder folder, byte[] inputs, byte[] labels) => TrainingData.Open(File(folder, inputs, labels), Bounds.Unit);

    public static string File(TemporaryFolder folder, byte[] inputs, byte[] labels) => folder.Write($"{Guid.NewGuid():N}.npz", NpzBytes.Archive(
        ("x.npy", NpzBytes.Array("|u1", $"({inputs.Length}, 1)", inputs)), ("y.npy", NpzBytes.Array("|u1", $"({labels.Length},)", labels))));
}
