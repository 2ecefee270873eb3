using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A loss of predictions and targets.</summary>
public abstract class Loss<T1, T2, TResult>(nn.Reduction reduction = nn.Reduction.Mean) : nn.Module<T1, T2, TResult>("Loss")
{
    public nn.Reduction reduction { get; } = reduction;
}

/// <summary>A loss that weights classes or examples.</summary>
public abstract class WeightedLoss<T1, T2, TResult> : Loss<T1, T2, TResult>
{
    private protected WeightedLoss(Tensor? weight, nn.Reduction reduction) : base(reduction)
    {
        if (weight is not null)
        {
            register_buffer(nameof(weight), weight, persistent: false);
        }
    }

    public Tensor? weight => OwnBuffer(nameof(weight));
}
