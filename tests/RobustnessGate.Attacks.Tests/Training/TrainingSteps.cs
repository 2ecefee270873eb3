using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Training;

/// <summary>Single steps of a training, to look at closely.</summary>
internal static class TrainingSteps
{
    /// <summary>A step on examples that are numbered as given, or from 0.</summary>
    public static TrainingStep Of(
        nn.Module<Tensor, Tensor> model, Tensor inputs, Tensor labels, ThreatModel threat, long[]? rows = null, long seed = 1, IDictionary<string, Tensor>? memory = null, double done = 0) =>
        Of(Trained(model, inputs), inputs, labels, threat, rows, seed, memory, done);

    public static TrainingStep Of(
        TrainedModel model, Tensor inputs, Tensor labels, ThreatModel threat, long[]? rows = null, long seed = 1, IDictionary<string, Tensor>? memory = null, double done = 0)
    {
        long[] numbers = rows ?? [.. Enumerable.Range(0, (int)inputs.shape[0]).Select(row => (long)row)];
        return new TrainingStep(model, new TrainingBatch(inputs, labels, numbers), threat, memory ?? new Dictionary<string, Tensor>(), seed, CancellationToken.None)
        {
            ExampleCount = Math.Max(10, numbers.Max() + 1),
            Done = done,
        };
    }

    /// <summary>A step on some of ten points, on a network of its own.</summary>
    public static TrainingStep OfPoints(ThreatModel threat, long[] rows, IDictionary<string, Tensor>? memory = null, long seed = 1, nn.Module<Tensor, Tensor>? model = null)
    {
        var (inputs, labels) = Clouds.Points(10, seed: 1);
        var chosen = tensor(rows);
        return Of(model ?? Clouds.Network(), inputs.index_select(0, chosen), labels.index_select(0, chosen), threat, rows, seed, memory);
    }

    public static TrainedModel Trained(nn.Module<Tensor, Tensor> model, Tensor inputs)
    {
        var trained = new TrainedModel(model, CPU, OutputKind.Logits);
        trained.Ask(inputs.narrow(0, 0, 1));
        return trained;
    }
}

/// <summary>Notes in which mode its network was asked, for how many inputs, and whether for gradients.</summary>
internal sealed class ProbedNetwork : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> network;

    public ProbedNetwork(nn.Module<Tensor, Tensor> network)
        : base(nameof(ProbedNetwork))
    {
        this.network = network;
        RegisterComponents();
    }

    public List<(bool Training, bool ForInputGradient, bool ForGradient)> Asked { get; } = [];

    public override Tensor forward(Tensor input)
    {
        Asked.Add((training, input.requires_grad, is_grad_enabled()));
        return network.call(input);
    }
}
