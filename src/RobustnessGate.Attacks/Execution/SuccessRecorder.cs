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
        var success = Succeeds(logits, labels, targets).cpu().data<bool>().ToArray();
        for (var row = 0; row < success.Length; row++)
        {
            if (!success[row])
                continue;
            if (Confirm(indices[row], Row(candidates, row), Row(clean, row), Row(labels, row), targets is null ? null : Row(targets, row)) is { } witness)
            {
                Witnesses.Add(witness);
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

    private static Tensor Row(Tensor tensor, int row) => tensor.narrow(0, row, 1);

    // An output that is not finite is no answer, whatever the largest entry is.
    private static Tensor Succeeds(Tensor logits, Tensor labels, Tensor? targets)
    {
        var predicted = logits.argmax(1);
        var reached = targets is null ? predicted != labels : predicted == targets;
        return reached.logical_or(logits.isfinite().all(1).logical_not());
    }

    private Witness? Confirm(long index, Tensor candidate, Tensor clean, Tensor label, Tensor? target)
    {
        var (allowed, distance) = threat.Measure(candidate, clean);
        if (!allowed)
            return null;
        var before = victim.Passes;
        var logits = victim.Logits(candidate);
        Passes += victim.Passes - before;
        if (!Succeeds(logits, label, target).item<bool>())
            return null;
        var finite = logits.isfinite().all().item<bool>();
        var stored = candidate.detach().cpu().clone().DetachFromDisposeScope();
        return new Witness(index, stored, finite ? logits.argmax(1).item<long>() : -1, distance, !finite);
    }
}
