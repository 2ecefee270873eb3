using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Models;

internal static class Data
{
    /// <summary>Bounds so wide that they never matter.</summary>
    public static Bounds Unbounded { get; } = new(-1e6, 1e6);

    /// <summary>Inputs with the classes the model itself gives them, so that all are classified correctly.</summary>
    public static Examples AsClassifiedBy(nn.Module<Tensor, Tensor> model, Tensor inputs) => Labelled(inputs, model.call(inputs).argmax(1));

    public static Examples Labelled(Tensor inputs, Tensor labels) =>
        new(inputs, labels, [.. Enumerable.Range(0, (int)inputs.shape[0]).Select(index => (long)index)]);
}
