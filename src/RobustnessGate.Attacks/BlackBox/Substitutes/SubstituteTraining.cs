using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Trains a network to answer as an oracle does, on few inputs and the oracle's answers alone (Papernot et al. 2017, algorithm 1): each round
/// doubles the inputs by steps along the gradient of the answered class. Frozen features keep their values.</summary>
/// <param name="oracle">The model to imitate.</param>
/// <param name="settings">Rounds, epochs and step.</param>
/// <param name="threat">What bounds the inputs.</param>
/// <param name="options">Seed, batch size, cancellation.</param>
internal sealed class SubstituteTraining(Victim oracle, Substitute settings, ThreatModel threat, EvaluationOptions options)
{
    private const int Hidden = 200;
    private const int MiniBatch = 128;
    private const double LearningRate = 1e-3;

    // Rounds after which the step changes its sign (section 4.4 of the paper).
    private const int Period = 3;

    /// <summary>Asks the oracle and trains.</summary>
    /// <param name="inputs">The first inputs, [N, ...].</param>
    /// <returns>The trained network, which the caller disposes.</returns>
    public SubstituteNetwork Train(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        var random = new RowRandom(options.Seed, settings.Name, [new AttackTask(0, 0, 0, 0)], oracle.Device);
        var coordinates = new Coordinates(threat, oracle.Device);
        var (labels, classes) = Ask(inputs);
        var network = new SubstituteNetwork(RowTensors.Features(inputs.shape), Hidden, classes, threat.Bounds, random, oracle.Device);
        using var optimizer = optim.Adam(network.parameters(), LearningRate);
        for (var round = 0; round < settings.Rounds; round++)
        {
            for (var epoch = 0; epoch < settings.Epochs; epoch++)
                Fit(network, optimizer, inputs, labels, random.Uniform([1, inputs.shape[0]], 0, 1)[0].argsort());
            if (round == settings.Rounds - 1)
                break;
            var step = settings.Augmentation * threat.Bounds.Width * (round / Period % 2 == 0 ? 1 : -1);
            var added = threat.Bounds.Clamp(inputs + step * coordinates.Freeze(Slope(network, inputs, labels).sign()));
            (inputs, labels) = (cat([inputs, added], 0), cat([labels, Ask(added).Labels], 0));
        }

        return network;
    }

    private (Tensor Labels, long Classes) Ask(Tensor inputs)
    {
        var classes = 0L;
        var answers = Parts(inputs.shape[0], options.BatchSize).Select(part =>
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var logits = oracle.Logits(inputs.narrow(0, part.Start, part.Size));
            classes = logits.shape[1];
            return logits.argmax(1).MoveToOuterDisposeScope();
        }).ToList();
        return (cat(answers, 0), classes);
    }

    private void Fit(SubstituteNetwork network, optim.Optimizer optimizer, Tensor inputs, Tensor labels, Tensor order)
    {
        using var learning = enable_grad();
        foreach (var (start, size) in Parts(inputs.shape[0], MiniBatch))
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var chosen = order.narrow(0, start, size);
            optimizer.zero_grad();
            nn.functional.cross_entropy(network.call(inputs.index_select(0, chosen)), labels.index_select(0, chosen)).backward();
            optimizer.step();
        }
    }

    // The gradient of the answered class's logit.
    private Tensor Slope(SubstituteNetwork network, Tensor inputs, Tensor labels) =>
        cat([.. Parts(inputs.shape[0], options.BatchSize).Select(part =>
        {
            using var scope = NewDisposeScope();
            using var gradients = enable_grad();
            var leaf = inputs.narrow(0, part.Start, part.Size).detach().requires_grad_(true);
            var answered = network.call(leaf).gather(1, labels.narrow(0, part.Start, part.Size).unsqueeze(1));
            return Gradients.Of(answered.sum(), leaf).MoveToOuterDisposeScope();
        })], 0);

    private static IEnumerable<(long Start, long Size)> Parts(long count, long size)
    {
        for (var start = 0L; start < count; start += size)
            yield return (start, Math.Min(size, count - start));
    }
}
