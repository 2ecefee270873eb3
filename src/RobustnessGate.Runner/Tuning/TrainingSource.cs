using RobustnessGate.Attacks;
using RobustnessGate.Runner.Datasets;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tuning;

/// <summary>Training data as a training reads them.</summary>
internal sealed class TrainingSource(TrainingData data, Device device) : ITrainingSource
{
    public IReadOnlyList<long> Labels => data.Labels;

    public IEnumerable<TrainingBatch> Read(IReadOnlyList<long[]> batches) => data.Batches(batches, device);
}
