using TorchSharp.Modules;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The model under attack: in evaluation mode, its parameters without gradients, its passes counted.</summary>
/// <remarks>Disposing gives the model back as it was; it does not dispose the model.</remarks>
public sealed class Victim : IDisposable
{
    private readonly nn.IModule<Tensor, Tensor> model;
    private readonly bool wasTraining;
    private readonly List<Parameter> frozen = [];
    private long forward;
    private long backward;

    /// <summary>Prepares a model that maps inputs [B, ...] to logits [B, K].</summary>
    /// <param name="model">The model, already on <paramref name="device"/>.</param>
    /// <param name="device">Where it computes; inputs are expected there.</param>
    /// <param name="outputs">What the model returns.</param>
    public Victim(nn.IModule<Tensor, Tensor> model, Device device, OutputKind outputs = OutputKind.Logits)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(device);
        this.model = model;
        Device = device;
        Outputs = outputs;
        if (model is not nn.Module module)
            return;
        wasTraining = module.training;
        module.eval();
        foreach (var parameter in module.parameters())
        {
            if (!parameter.requires_grad)
                continue;
            parameter.requires_grad = false;
            frozen.Add(parameter);
        }
    }

    /// <summary>Where the model computes.</summary>
    public Device Device { get; }

    /// <summary>What the model returns.</summary>
    public OutputKind Outputs { get; }

    /// <summary>The passes so far.</summary>
    public PassCount Passes => new(forward, backward);

    /// <summary>The logits [B, K] of <paramref name="inputs"/> [B, ...] in single precision, whatever the model's own, without gradients.</summary>
    /// <exception cref="ModelOutputException">The output is not floating-point [B, K] with K of 2 or more.</exception>
    public Tensor Logits(Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using var noGradient = no_grad();
        return Forward(inputs);
    }

    /// <summary>Logits and the gradient of each row's loss with respect to that row: one forward and one backward pass for each draw.</summary>
    /// <param name="inputs">Inputs [B, ...].</param>
    /// <param name="loss">Maps logits [B, K] to losses [B]; row i may depend on row i alone.</param>
    /// <param name="draws">How many draws of a random model to take the mean over (Athalye et al. 2018, arXiv 1707.07397).</param>
    /// <exception cref="ModelOutputException">The output is not floating-point [B, K] with K of 2 or more.</exception>
    internal Evaluation Differentiate(Tensor inputs, Func<Tensor, Tensor> loss, int draws = 1)
    {
        using var scope = NewDisposeScope();
        var mean = DifferentiateOnce(inputs, loss);
        for (var draw = 1; draw < draws; draw++)
        {
            var next = DifferentiateOnce(inputs, loss);
            mean = new Evaluation(mean.Logits + next.Logits, mean.Loss + next.Loss, mean.Gradient + next.Gradient);
        }

        if (draws > 1)
            mean = new Evaluation(mean.Logits / draws, mean.Loss / draws, mean.Gradient / draws);
        return new Evaluation(mean.Logits.MoveToOuterDisposeScope(), mean.Loss.MoveToOuterDisposeScope(), mean.Gradient.MoveToOuterDisposeScope());
    }

    /// <summary>One forward pass whose gradients are asked for later.</summary>
    internal GradientTape Record(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        using var withGradient = enable_grad();
        var leaf = inputs.detach().requires_grad_(true);
        var logits = Forward(leaf);
        return new GradientTape(
            leaf.DetachFromDisposeScope(), logits.DetachFromDisposeScope(), logits.detach().MoveToOuterDisposeScope(), rows => backward += rows);
    }

    private Evaluation DifferentiateOnce(Tensor inputs, Func<Tensor, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        using var withGradient = enable_grad();
        var leaf = inputs.detach().requires_grad_(true);
        var logits = Forward(leaf);
        var losses = loss(logits);
        var gradient = Gradients.Of(losses.sum(), leaf);
        backward += inputs.shape[0];
        return new Evaluation(logits.detach().MoveToOuterDisposeScope(), losses.detach().MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var parameter in frozen)
            parameter.requires_grad = true;
        frozen.Clear();
        if (wasTraining && model is nn.Module module)
            module.train();
    }

    private Tensor Forward(Tensor inputs)
    {
        forward += inputs.shape[0];
        return ModelOutput.Logits(model.call(inputs), inputs, Outputs);
    }
}
