using RobustnessGate.Attacks.Tests.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Training;

/// <summary>What a model keeps and does not learn comes back with its weights, whether a checkpoint holds it or not.</summary>
public sealed class BufferTests
{
    [Fact]
    public void A_roll_back_restores_buffers_that_no_checkpoint_holds()
    {
        using var scope = NewDisposeScope();
        using var model = nn.Sequential(("first", new Counting()), ("second", new Counting()));
        var weights = new ModelWeights(model);
        Assert.Equal(["first.calls", "first.kept", "second.calls", "second.kept"], weights.Buffers.Keys.Order(StringComparer.Ordinal));

        model.call(ones(1, 2));
        var copy = weights.Copy();
        model.call(ones(1, 2));
        weights.Load(copy);

        Assert.All(weights.Buffers, buffer => Assert.Equal(1, buffer.Value.item<long>()));
    }

    [Fact]
    public void The_look_ahead_of_a_weight_perturbation_is_no_call()
    {
        using var scope = NewDisposeScope();
        using var model = new Counting();
        var trained = new TrainedModel(model, CPU, OutputKind.Logits);

        new AdversarialWeightPerturbation(trained, 0.1).Around(() => model.call(ones(1, 2)).sum(), () => 0);

        Assert.All(trained.Weights.Buffers, buffer => Assert.Equal(0, buffer.Value.item<long>()));
    }

    [Fact]
    public void A_TorchScript_module_names_each_buffer_once()
    {
        using var model = Fixture.Model("natural");
        var weights = new ModelWeights(model);
        Assert.Equal(model.named_buffers().Select(buffer => buffer.name), weights.Buffers.Keys);
        Assert.Equal(model.named_parameters().Select(parameter => parameter.name), weights.Parameters.Keys);
    }

    // Counts its calls twice: once for the checkpoint, once for itself.
    private sealed class Counting : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter weight = new(eye(2));

        public Counting()
            : base(nameof(Counting))
        {
            register_parameter(nameof(weight), weight);
            register_buffer("kept", zeros(1, int64));
            register_buffer("calls", zeros(1, int64), persistent: false);
        }

        public override Tensor forward(Tensor input)
        {
            using var untracked = no_grad();
            get_buffer("kept")!.add_(1);
            get_buffer("calls")!.add_(1);
            using var tracked = enable_grad();
            return nn.functional.linear(input, weight);
        }
    }
}
