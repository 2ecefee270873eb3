using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Backward pass differentiable approximation (Athalye, Carlini and Wagner 2018, arXiv 1802.00420, section 4.1): a model behind a
/// preprocessing that has no useful gradient, such as rounding or compression. Forward it is exact; backward the preprocessing is taken for the
/// identity (straight through), or for a differentiable stand-in, so that gradient attacks see the model behind it.</summary>
/// <remarks>A pass costs the preprocessing and the model once, and the stand-in once more where there is one and a gradient is asked
/// for. The model is part of it, and disposed with it.</remarks>
public sealed class Bpda : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> preprocessing;
    private readonly Func<Tensor, Tensor> standIn;
    private readonly nn.IModule<Tensor, Tensor> model;

    /// <summary>Puts a preprocessing before a model.</summary>
    /// <param name="preprocessing">Maps inputs [B, ...] to what the model takes; its gradient is never asked for.</param>
    /// <param name="model">Maps that to logits [B, K].</param>
    /// <param name="standIn">A differentiable function close to <paramref name="preprocessing"/>, with an output of the same shape; null for
    /// the identity, which needs a preprocessing that keeps the shape.</param>
    public Bpda(Func<Tensor, Tensor> preprocessing, nn.IModule<Tensor, Tensor> model, Func<Tensor, Tensor>? standIn = null)
        : base(nameof(Bpda))
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        ArgumentNullException.ThrowIfNull(model);
        this.preprocessing = preprocessing;
        this.model = model;
        this.standIn = standIn ?? (input => input);
        if (model is nn.Module module)
            register_module(nameof(model), module);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The stand-in's output has another shape than the preprocessing's.</exception>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var exact = Exact(input);
        if (!is_grad_enabled())
            return model.call(exact);
        var smooth = standIn(input);
        if (!smooth.shape.AsSpan().SequenceEqual(exact.shape))
            throw new InvalidOperationException(
                $"The preprocessing returns a tensor of shape [{string.Join(", ", exact.shape)}] and its stand-in one of [{string.Join(", ", smooth.shape)}]; give a stand-in of the same shape.");
        // The difference is an exact zero that carries the stand-in's gradient.
        return model.call(exact + (smooth - smooth.detach()));
    }

    /// <inheritdoc/>
    /// <remarks>As a list: disposing goes through it, and a TorchScript module that is disposed can no longer say what it consists of.</remarks>
    public override IEnumerable<(string name, nn.Module module)> named_modules() => [.. base.named_modules()];

    private Tensor Exact(Tensor input)
    {
        using var noGradient = no_grad();
        return preprocessing(input.detach());
    }
}
