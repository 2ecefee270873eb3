using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Datasets;

/// <summary>The examples of a run.</summary>
/// <param name="Inputs">[N, ...] float32, within the bounds.</param>
/// <param name="Labels">[N] int64, none negative.</param>
/// <param name="Indices">For each example, its number in the file, from 0.</param>
/// <param name="Format">Name of the file format.</param>
/// <param name="Files">The files read; labels last.</param>
/// <param name="TotalExamples">How many examples the files hold.</param>
internal sealed record Dataset(
    Tensor Inputs, Tensor Labels, IReadOnlyList<long> Indices, string Format, IReadOnlyList<string> Files, long TotalExamples) : IDisposable
{
    /// <summary>What the classes are called; null where that was not said.</summary>
    public NameList? ClassNames { get; init; }

    /// <summary>What the features are called; null where that was not said.</summary>
    public NameList? FeatureNames { get; init; }

    /// <exception cref="GateException">RG0205: a label is not one of the model's <paramref name="classes"/>. RG0210: some of these have no name.</exception>
    public void CheckLabels(long classes)
    {
        ClassNames?.RequireForClasses(classes, "the model");
        LabelCheck.RequireBelow(classes, Labels.data<long>().ToArray(), row => Indices[row], InputKind.Dataset, Files);
    }

    public void Dispose()
    {
        Inputs.Dispose();
        Labels.Dispose();
    }
}
