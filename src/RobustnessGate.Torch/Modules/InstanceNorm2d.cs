using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalises each channel of each example by its own statistics.</summary>
public sealed class InstanceNorm2d : NormBase
{
    internal InstanceNorm2d(
        long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm2d))
    {
    }

    /// <summary>Maps (N, C, H, W) or (C, H, W) to the same shape.</summary>
    public override Tensor forward(Tensor input)
    {
        if (input.ndim is not (3 or 4))
        {
            throw new ArgumentException($"expected 3D or 4D input, but got {input.ndim}D input.", nameof(input));
        }
        if (input.ndim == 4)
        {
            return Normalized(input);
        }
        using var batch = input.unsqueeze(0);
        using var normalized = Normalized(batch);
        return normalized.squeeze(0);
    }

    private Tensor Normalized(Tensor batch) => nn.functional.instance_norm(
        batch, running_mean, running_var, weight, bias, training || !track_running_stats, momentum ?? 0.1, eps);
}
