using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalises each channel by the batch's statistics in training, by the running ones in evaluation.</summary>
public abstract class BatchNorm : NormBase
{
    private protected BatchNorm(
        long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    private protected abstract void RequireDimensions(Tensor input);

    public override Tensor forward(Tensor input)
    {
        RequireDimensions(input);
        var useBatch = training || running_mean is null;
        var updates = training && track_running_stats;
        var statistics = !training || track_running_stats;
        return nn.functional.batch_norm(
            input, statistics ? running_mean : null, statistics ? running_var : null, weight, bias, useBatch, updates ? NextFactor() : momentum ?? 0, eps);
    }

    private double NextFactor()
    {
        num_batches_tracked!.add_(1);
        return momentum ?? 1.0 / num_batches_tracked.item<long>();
    }
}
