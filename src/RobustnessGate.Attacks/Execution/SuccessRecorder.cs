using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Turns an attack's successes into witnesses: each is measured against the threat model and passed through the model
/// alone before it counts. Notes on the way what the outputs and gradients say about how far the attack can be trusted.</summary>
internal sealed class SuccessRecorder(ThreatModel threat, AttackGoal goal, Confirmation confirmation, bool reachesTarget)
{
    // A decision closer than this, relative to the logits, may turn with the batch the input sits in.
    private const float RoundingOfLogits = 1e-5f;

    // What adding a few numbers rounds.
    private const double SinglePrecision = 4e-7;

    private readonly Dictionary<long, Witness> witnesses = [];
    private readonly HashSet<long> unconfirmed = [];
    private readonly HashSet<long> nonFiniteOutside = [];
    private readonly HashSet<long> blindAtStart = [];
    private readonly HashSet<long> blindOnPath = [];

    // The smallest margin within the budget: of each run on an example, and of the one under way.
    private readonly Dictionary<long, List<float>> runMargins = [];
    private readonly Dictionary<long, float> currentMargins = [];

    /// <summary>Success means reaching the target, not just leaving the true class.</summary>
    public bool ReachesTarget => reachesTarget;

    /// <summary>The smallest margin, relative to the logits, with which a success counts for certain.</summary>
    public double ClearMargin => goal == AttackGoal.Break ? SinglePrecision : 1.5 * RoundingOfLogits;

    public IReadOnlyCollection<Witness> Witnesses => witnesses.Values;

    /// <summary>Examples with a success that did not hold when it was looked at alone, and with no other.</summary>
    public long Unconfirmed => unconfirmed.LongCount(index => !witnesses.ContainsKey(index));

    /// <summary>Examples on which the model returned values that are not finite outside the budget, and which nothing within it broke.</summary>
    public long NonFiniteOutside => nonFiniteOutside.LongCount(index => !witnesses.ContainsKey(index));

    /// <summary>Examples whose first gradient was zero or not finite.</summary>
    public long ZeroGradients => blindAtStart.Count;

    /// <summary>Examples with a gradient that was zero or not finite anywhere on the attack's path.</summary>
    public long ZeroGradientsOnPath => blindOnPath.Count;

    /// <summary>The smallest margin that inputs within the budget left to each example: the logit of its class less the largest other.</summary>
    public Dictionary<long, float> LowestMargins => runMargins
        .Select(pair => (Index: pair.Key, Lowest: pair.Value.Min()))
        .Where(example => !float.IsPositiveInfinity(example.Lowest))
        .ToDictionary(example => example.Index, example => example.Lowest);

    /// <summary>The distance of the nearest success on an example so far; infinite without one.</summary>
    public double Nearest(long index) => witnesses.TryGetValue(index, out var witness) ? witness.Distance : double.PositiveInfinity;

    /// <summary>Whether an example is broken and done with.</summary>
    public bool IsBroken(long index) => goal == AttackGoal.Break && witnesses.ContainsKey(index);

    /// <summary>Records the inputs that succeed, by their logits.</summary>
    /// <param name="indices">The example that each input belongs to.</param>
    /// <param name="inputs">Model inputs, [M, ...].</param>
    /// <param name="clean">The clean inputs beside them, [M, ...].</param>
    /// <param name="classes">The true class of each, or its target.</param>
    /// <param name="logits">What the model answers, [M, K].</param>
    /// <param name="insideBudget">The attack never leaves the budget, so that every margin counts.</param>
    /// <returns>For each input, whether its example is broken and done with.</returns>
    public bool[] Record(long[] indices, Tensor inputs, Tensor clean, long[] classes, Tensor logits, bool insideBudget)
    {
        var scores = new Scores(logits);
        var successes = new List<int>();
        for (var row = 0; row < indices.Length; row++)
        {
            if (confirmation.Succeeds(scores.Predicted(row), classes[row]) && IsClear(scores, row, classes[row]))
                successes.Add(row);
            if (insideBudget && !reachesTarget)
                NoteMargin(indices[row], scores.Margin(row, classes[row]));
        }

        var broken = new bool[indices.Length];
        if (successes.Count > 0)
            Keep(successes, indices, inputs, clean, classes, scores, broken);
        return broken;
    }

    /// <summary>Notes the examples that give an attack nothing to follow.</summary>
    /// <param name="indices">The example of each row.</param>
    /// <param name="gradient">The gradients, [B, ...].</param>
    /// <param name="isStart">Whether each row is at its first iteration.</param>
    /// <returns>Whether every value is finite.</returns>
    public bool NoteGradients(long[] indices, Tensor gradient, Func<int, bool> isStart)
    {
        using var scope = NewDisposeScope();
        var sizes = Norm.Linf.Length(gradient).Values<float>();
        var finite = true;
        for (var row = 0; row < sizes.Length; row++)
        {
            finite &= float.IsFinite(sizes[row]);
            if (sizes[row] != 0 && float.IsFinite(sizes[row]))
                continue;
            blindOnPath.Add(indices[row]);
            if (isStart(row))
                blindAtStart.Add(indices[row]);
        }

        return finite;
    }

    /// <summary>In a search for the nearest success, confirms what was found on examples whose runs are over.</summary>
    /// <param name="classOf">The true class of an example, or its target.</param>
    /// <param name="device">Where the model computes.</param>
    public void ConfirmNearest(Func<long, long> classOf, Device device)
    {
        if (goal != AttackGoal.Minimise)
            return;
        foreach (var witness in witnesses.Values.ToList())
        {
            using var input = witness.Input.to(device, copy: true);
            if (confirmation.Predict(input, [classOf(witness.Index)])[0] is { } predicted)
            {
                witnesses[witness.Index] = witness with { Predicted = predicted, NonFinite = predicted < 0 };
                continue;
            }

            witnesses.Remove(witness.Index);
            unconfirmed.Add(witness.Index);
        }
    }

    private void Keep(List<int> successes, long[] indices, Tensor inputs, Tensor clean, long[] classes, Scores scores, bool[] broken)
    {
        using var scope = NewDisposeScope();
        var chosen = tensor(successes.ConvertAll(row => (long)row).ToArray()).to(inputs.device);
        var found = inputs.index_select(0, chosen);
        var (allowed, distances) = threat.Measure(found, clean.index_select(0, chosen));
        // One copy from the device for all. A success that a nearer one may replace gets memory of its own, not to keep the others' alive.
        var asked = found.split(1);
        var stored = found.device_type == DeviceType.CPU ? asked : found.cpu().split(1);
        for (var success = 0; success < successes.Count; success++)
        {
            var row = successes[success];
            var index = indices[row];
            if (!allowed[success] && scores.Predicted(row) < 0)
                nonFiniteOutside.Add(index);
            if (!allowed[success] || IsBroken(index) || distances[success] >= Nearest(index))
                continue;
            var predicted = goal == AttackGoal.Minimise ? scores.Predicted(row) : confirmation.Predict(asked[success], [classes[row]])[0];
            if (predicted is not { } answer)
            {
                unconfirmed.Add(index);
                continue;
            }

            if (witnesses.TryGetValue(index, out var former))
                former.Input.Dispose();
            var input = stored[success];
            witnesses[index] = new Witness(index, (goal == AttackGoal.Minimise ? input.clone() : input).DetachFromDisposeScope(), answer, distances[success], answer < 0);
            broken[row] = goal == AttackGoal.Break;
        }
    }

    /// <summary>Closes a run on an example.</summary>
    /// <returns>The smallest margin that each run so far left it.</returns>
    public IReadOnlyList<float> EndRun(long index)
    {
        if (!runMargins.TryGetValue(index, out var margins))
            runMargins[index] = margins = [];
        margins.Add(currentMargins.GetValueOrDefault(index, float.PositiveInfinity));
        currentMargins.Remove(index);
        return margins;
    }

    private void NoteMargin(long index, float margin)
    {
        if (!currentMargins.TryGetValue(index, out var current) || margin < current)
            currentMargins[index] = margin;
    }

    // In a gate every success is passed alone at once; a search for the nearest one leaves that to its end, and so keeps clear of the edge.
    private bool IsClear(Scores scores, int row, long classOrTarget) =>
        goal == AttackGoal.Break || reachesTarget || !(scores.Margin(row, classOrTarget) > -RoundingOfLogits * scores.Size(row));
}
