using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Where the examples of a training come from, a batch at a time.</summary>
public interface ITrainingSource
{
    /// <summary>The true class of every example, by its number.</summary>
    IReadOnlyList<long> Labels { get; }

    /// <summary>The batches with these examples, in order; the reader disposes each.</summary>
    /// <param name="batches">The numbers of each batch's examples.</param>
    IEnumerable<TrainingBatch> Read(IReadOnlyList<long[]> batches);
}

/// <summary>Some examples, on the model's device.</summary>
/// <param name="Inputs">The inputs, [B, ...] of float32.</param>
/// <param name="Labels">The true classes, [B] of int64.</param>
/// <param name="Rows">Each example's number in the data.</param>
public sealed record TrainingBatch(Tensor Inputs, Tensor Labels, IReadOnlyList<long> Rows) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Inputs.Dispose();
        Labels.Dispose();
    }
}

/// <summary>Examples that are in memory as tensors.</summary>
/// <param name="inputs">All inputs, [N, ...] of float32.</param>
/// <param name="labels">All classes, [N] of int64.</param>
/// <param name="device">Where the model computes.</param>
public sealed class TensorSource(Tensor inputs, Tensor labels, Device device) : ITrainingSource
{
    /// <inheritdoc/>
    public IReadOnlyList<long> Labels { get; } = labels.Values<long>();

    /// <inheritdoc/>
    public IEnumerable<TrainingBatch> Read(IReadOnlyList<long[]> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return batches.Select(Read);
    }

    private TrainingBatch Read(long[] rows)
    {
        using var scope = NewDisposeScope();
        var chosen = rows.On(inputs.device);
        return new TrainingBatch(
            inputs.index_select(0, chosen).to(device).DetachFromDisposeScope(), labels.index_select(0, chosen).to(device).DetachFromDisposeScope(), rows);
    }
}
