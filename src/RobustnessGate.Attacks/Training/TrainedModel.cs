using TorchSharp.Modules;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The model that is being trained: attacked in evaluation mode, learning in training mode, its passes counted.</summary>
internal sealed class TrainedModel
{
    private readonly nn.IModule<Tensor, Tensor> model;
    private readonly nn.Module module;
    private readonly OutputKind outputs;

    /// <param name="model">Maps inputs [B, ...] to logits [B, K].</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="outputs">What it returns.</param>
    /// <exception cref="ArgumentException">It has no floating-point parameter, so there is nothing to train.</exception>
    public TrainedModel(nn.IModule<Tensor, Tensor> model, Device device, OutputKind outputs)
    {
        (this.model, this.outputs, Device) = (model, outputs, device);
        module = model as nn.Module ?? throw new ArgumentException("The model is not a module, so it has no parameters to train.", nameof(model));
        var all = module.parameters().Where(parameter => parameter.is_floating_point()).ToList();
        // A model whose parameters are all frozen was frozen to be used, not to be left as it is.
        Trainable = all.Exists(parameter => parameter.requires_grad) ? all.FindAll(parameter => parameter.requires_grad) : all;
        if (Trainable.Count == 0)
            throw new ArgumentException("The model has no trainable parameters.", nameof(model));
        Weights = new ModelWeights(module);
    }

    public Device Device { get; }

    /// <summary>How many classes it tells apart; set by <see cref="Ask"/>.</summary>
    public int Classes { get; private set; }

    /// <summary>The parameters that learn.</summary>
    public IReadOnlyList<Parameter> Trainable { get; }

    /// <summary>Parameters and buffers.</summary>
    public ModelWeights Weights { get; }

    public PassCount Passes { get; private set; }

    /// <summary>Counts passes that were made elsewhere.</summary>
    public void Add(PassCount passes) => Passes += passes;

    /// <summary>Finds out how many classes the model tells apart, with a forward pass that is part of no training.</summary>
    /// <param name="input">An input, [1, ...].</param>
    public void Ask(Tensor input)
    {
        using var scope = NewDisposeScope();
        using var victim = Attacked();
        Classes = (int)victim.Logits(input).shape[1];
    }

    /// <summary>Makes the trainable parameters want gradients, for as long as the result lives.</summary>
    public IDisposable BeginTraining() => new Trainability(module, Trainable);

    /// <summary>Logits [B, K] in training mode, with gradients.</summary>
    public Tensor Learn(Tensor inputs)
    {
        Passes += new PassCount(inputs.shape[0], inputs.shape[0]);
        return ModelOutput.Logits(model.call(inputs), inputs, outputs);
    }

    /// <summary>Puts the model into training mode.</summary>
    public void Train() => module.train();

    /// <summary>What an attack makes of examples, in evaluation mode.</summary>
    public Tensor Craft(Attack attack, ThreatModel threat, Examples examples, Tensor? starts, long seed, CancellationToken cancellation)
    {
        using var victim = Attacked();
        var crafted = Crafting.Craft(attack, victim, threat, examples, Classes, starts, seed, cancellation);
        Passes += victim.Passes;
        return crafted;
    }

    /// <summary>The model as attacks see it, in evaluation mode and without gradients of its parameters until it is disposed.</summary>
    public Victim Attacked() => new(model, Device, outputs);

    private sealed class Trainability : IDisposable
    {
        private readonly nn.Module module;
        private readonly List<Parameter> woken;

        public Trainability(nn.Module module, IReadOnlyList<Parameter> parameters)
        {
            this.module = module;
            woken = [.. parameters.Where(parameter => !parameter.requires_grad)];
            foreach (var parameter in woken)
                parameter.requires_grad = true;
        }

        public void Dispose()
        {
            module.zero_grad();
            foreach (var parameter in woken)
                parameter.requires_grad = false;
            module.eval();
        }
    }
}
