using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Turns an attack's successes into witnesses: each is measured against the threat model and passed through the model
/// alone before it counts.</summary>
internal sealed class SuccessRecorder(Victim victim, ThreatModel threat, bool reachesTarget)
{
    private readonly HashSet<long> unconfirmed = [];
    private readonly HashSet<long> withoutGradient = [];

    /// <summary>Success means reaching the target, not just leaving the true class.</summary>
    public bool ReachesTarget => reachesTarget;

    public List<Witness> Witnesses { get; } = [];

    /// <summary>What confirming the successes cost.</summary>
    public PassCount Passes { get; private set; }

    /// <summary>Examples with a success that did not hold when it was looked at alone, and with no other.</summary>
    public long Unconfirmed => unconfirmed.Except(Witnesses.Select(witness => witness.Index)).LongCount();

    /// <summary>Examples whose first gradient was zero or not finite.</summary>
    public long ZeroGradients => withoutGradient.Count;

    /// <summary>Records the candidates that succeed, by their logits, and returns the rows that are broken for good.</summary>
    public HashSet<int> Record(long[] indices, Tensor candidates, Tensor clean, Tensor labels, Tensor? targets, Tensor logits)
    {
        using var scope = NewDisposeScope();
        var broken = new HashSet<int>();
        var rows = Successes(logits, labels, targets);
        if (rows.Length == 0)
            return broken;
        var chosen = tensor(rows).to(candidates.device);
        var inputs = candidates.index_select(0, chosen);
        var (allowed, distances) = threat.Measure(inputs, clean.index_select(0, chosen));
        var classes = (targets ?? labels).index_select(0, chosen).cpu().data<long>().ToArray();
        for (var success = 0; success < rows.Length; success++)
        {
            var (row, input) = ((int)rows[success], inputs.narrow(0, success, 1));
            if (allowed[success] && Confirm(input, classes[success]) is { } answer)
            {
                var stored = input.cpu().clone().DetachFromDisposeScope();
                Witnesses.Add(new Witness(indices[row], stored, answer.Class, distances[success], !answer.IsFinite));
                broken.Add(row);
            }
            else
            {
                unconfirmed.Add(indices[row]);
            }
        }

        return broken;
    }

    /// <summary>Notes the examples that give an attack nothing to follow at its start.</summary>
    public void NoteGradients(long[] indices, Tensor gradient, int iteration)
    {
        if (iteration > 0)
            return;
        using var scope = NewDisposeScope();
        var size = gradient.flatten(1).abs().sum(1);
        var useless = (size == 0).logical_or(size.isfinite().logical_not()).cpu().data<bool>().ToArray();
        for (var row = 0; row < useless.Length; row++)
        {
            if (useless[row])
                withoutGradient.Add(indices[row]);
        }
    }

    // The rows that reach their target or leave their class. An output that is not finite is no answer, whatever its largest entry is.
    private static long[] Successes(Tensor logits, Tensor labels, Tensor? targets)
    {
        var predicted = logits.argmax(1);
        var reached = targets is null ? predicted != labels : predicted == targets;
        return reached.logical_or(logits.isfinite().all(1).logical_not()).nonzero().flatten().cpu().data<long>().ToArray();
    }

    // Passes one input through the model alone; null when it does not succeed there.
    private Answer? Confirm(Tensor input, long labelOrTarget)
    {
        using var scope = NewDisposeScope();
        var before = victim.Passes;
        var answer = Answer.From(victim.Logits(input));
        Passes += victim.Passes - before;
        return !answer.IsFinite || (answer.Class == labelOrTarget) == reachesTarget ? answer : null;
    }
}
