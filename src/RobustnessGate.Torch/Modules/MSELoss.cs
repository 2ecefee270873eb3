using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class MSELoss(nn.Reduction reduction = nn.Reduction.Mean)
    : Loss<Tensor, Tensor, Tensor>(reduction)
{
    public override Tensor forward(Tensor input, Tensor target) =>
        nn.functional.mse_loss(input, target, this.reduction);
}
