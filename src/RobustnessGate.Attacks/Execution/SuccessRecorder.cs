using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Turns an attack's successes into witnesses: each is measured against the threat model and passed through the model
/// alone before it counts. Notes on the way what the outputs and gradients say about how far the attack can be trusted.</summary>
/// <remarks>Examples go by their position in the block here.</remarks>
internal sealed class SuccessRecorder(ThreatModel threat, AttackGoal goal, Confirmation confirmation, ActiveExamples examples)
{
    // A decision closer than this, relative to the logits, may turn with the batch the input sits in.
    private const float RoundingOfLogits = 1e-5f;

    // What adding a few numbers rounds.
    private const double SinglePrecision = 4e-7;

    private readonly Dictionary<int, Witness> witnesses = [];

    // The nearest success on each example that did not hold alone.
    private readonly Dictionary<int, Witness> lost = [];
    private readonly HashSet<int> nonFiniteOutside = [];
    private readonly HashSet<int> blindAtStart = [];
    private readonly HashSet<int> blindOnPath = [];

    // The smallest margin within the budget: of each run on an example, and of the one under way.
    private readonly Dictionary<int, List<float>> runMargins = [];
    private readonly Dictionary<int, float> currentMargins = [];

    /// <summary>Success means reaching the target, not just leaving the true class.</summary>
    public bool ReachesTarget => examples.Targets is not null;

    /// <summary>The smallest margin, relative to the logits there or at the clean input, whichever are larger, with which a success counts for certain.</summary>
    public double ClearMargin => goal == AttackGoal.Break ? SinglePrecision : 1.5 * RoundingOfLogits;

    /// <summary>The witnesses, in the order of their examples.</summary>
    public IEnumerable<(int Position, Witness Witness)> Witnesses => witnesses.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value));

    /// <summary>Examples with a success that did not hold when it was looked at alone, and with no other.</summary>
    public long Unconfirmed => lost.Keys.LongCount(position => !witnesses.ContainsKey(position));

    /// <summary>Examples on which the model returned values that are not finite outside the budget, and which nothing within it broke.</summary>
    public long NonFiniteOutside => nonFiniteOutside.LongCount(position => !witnesses.ContainsKey(position));

    /// <summary>Examples whose first gradient was zero or not finite.</summary>
    public long ZeroGradients => blindAtStart.Count;

    /// <summary>Examples with a gradient that was zero or not finite anywhere on the attack's path.</summary>
    public long ZeroGradientsOnPath => blindOnPath.Count;

    /// <summary>The smallest margin that inputs within the budget left to each example: the logit of its class less the largest other.</summary>
    public Dictionary<long, float> LowestMargins => runMargins
        .Select(pair => (Index: examples.Indices[pair.Key], Lowest: pair.Value.Min()))
        .Where(example => !float.IsPositiveInfinity(example.Lowest))
        .ToDictionary(example => example.Index, example => example.Lowest);

    /// <summary>The distance of the nearest success on an example so far; infinite without one.</summary>
    public double Nearest(int position) => witnesses.TryGetValue(position, out var witness) ? witness.Distance : double.PositiveInfinity;

    /// <summary>Whether an example is broken and done with.</summary>
    public bool IsBroken(int position) => goal == AttackGoal.Break && witnesses.ContainsKey(position);

    /// <summary>Records the inputs that succeed, by their logits.</summary>
    /// <param name="positions">The example that each input belongs to.</param>
    /// <param name="inputs">Model inputs, [M, ...].</param>
    /// <param name="clean">The clean inputs beside them, [M, ...].</param>
    /// <param name="scores">What the model answers.</param>
    /// <param name="insideBudget">The attack never leaves the budget, so that every margin counts.</param>
    /// <returns>For each input, whether its example is broken and done with.</returns>
    public bool[] Record(int[] positions, Tensor inputs, Tensor clean, Scores scores, bool insideBudget)
    {
        var successes = new List<int>();
        for (var row = 0; row < positions.Length; row++)
        {
            var position = positions[row];
            var classOrTarget = examples.ClassesOrTargets[position];
            if (confirmation.Succeeds(scores.Predicted(row), classOrTarget) && IsClear(scores, row, position))
                successes.Add(row);
            if (insideBudget && !ReachesTarget)
                NoteMargin(position, scores.Margin(row, classOrTarget));
        }

        var broken = new bool[positions.Length];
        if (successes.Count > 0)
            Keep(successes, positions, inputs, clean, scores, broken);
        return broken;
    }

    /// <summary>Notes the examples that give an attack nothing to follow.</summary>
    /// <param name="positions">The example of each row.</param>
    /// <param name="sizes">The largest size of a feature's slope in each row's gradient.</param>
    /// <param name="isStart">Whether each row is at its first iteration.</param>
    /// <returns>Whether every value is finite.</returns>
    public bool NoteGradients(int[] positions, ReadOnlySpan<float> sizes, Func<int, bool> isStart)
    {
        var finite = true;
        for (var row = 0; row < sizes.Length; row++)
        {
            finite &= float.IsFinite(sizes[row]);
            if (sizes[row] != 0 && float.IsFinite(sizes[row]))
                continue;
            blindOnPath.Add(positions[row]);
            if (isStart(row))
                blindAtStart.Add(positions[row]);
        }

        return finite;
    }

    /// <summary>When all runs are over: confirms what a search for the nearest success found, and goes on from what did not hold alone where nothing
    /// else broke the example.</summary>
    public void Settle()
    {
        if (goal == AttackGoal.Minimise)
            ConfirmNearest();
        var outwards = new OutwardSearch(threat, confirmation);
        foreach (var (position, witness) in lost)
        {
            using var stored = witness.Input;
            if (witnesses.ContainsKey(position))
                continue;
            using var input = OnDevice(witness);
            using var clean = examples.Clean.narrow(0, position, 1);
            if (outwards.From(witness.Index, input, clean, examples.ClassesOrTargets[position]) is { } found)
                witnesses[position] = found;
        }
    }

    private void ConfirmNearest()
    {
        foreach (var (position, witness) in witnesses.ToList())
        {
            using var input = OnDevice(witness);
            if (confirmation.Predict(input, [examples.ClassesOrTargets[position]])[0] is { } predicted)
            {
                witnesses[position] = witness with { Predicted = predicted, NonFinite = predicted < 0 };
                continue;
            }

            witnesses.Remove(position);
            lost[position] = witness;
        }
    }

    private Tensor OnDevice(Witness witness) => witness.Input.to(examples.Clean.device, copy: true);

    private void Keep(List<int> successes, int[] positions, Tensor inputs, Tensor clean, Scores scores, bool[] broken)
    {
        using var scope = NewDisposeScope();
        var chosen = successes.ConvertAll(row => (long)row).ToArray().On(inputs.device);
        var found = inputs.index_select(0, chosen);
        var (allowed, distances) = threat.Measure(found, clean.index_select(0, chosen));
        // One copy from the device for all, where any is kept.
        var near = new Lazy<Tensor>(found.OnCpu);
        for (var success = 0; success < successes.Count; success++)
        {
            var row = successes[success];
            var position = positions[row];
            if (!allowed[success] && scores.Predicted(row) < 0)
                nonFiniteOutside.Add(position);
            if (!allowed[success] || IsBroken(position) || distances[success] >= Nearest(position))
                continue;
            var asked = found.narrow(0, success, 1);
            var stored = ReferenceEquals(near.Value, found) ? asked : near.Value.narrow(0, success, 1);
            if (goal == AttackGoal.Minimise)
            {
                KeepNearest(witnesses, position, stored, scores.Predicted(row), distances[success]);
            }
            else if (confirmation.Predict(asked, [examples.ClassesOrTargets[position]])[0] is { } alone)
            {
                witnesses[position] = new Witness(examples.Indices[position], stored.DetachFromDisposeScope(), alone, distances[success], alone < 0);
                broken[row] = true;
            }
            else
            {
                KeepNearest(lost, position, stored, scores.Predicted(row), distances[success]);
            }
        }
    }

    // A success that a nearer one may replace gets memory of its own, not to keep the others' alive.
    private void KeepNearest(Dictionary<int, Witness> nearest, int position, Tensor input, long predicted, double distance)
    {
        if (nearest.TryGetValue(position, out var former))
        {
            if (former.Distance <= distance)
                return;
            former.Input.Dispose();
        }

        nearest[position] = new Witness(examples.Indices[position], input.clone().DetachFromDisposeScope(), predicted, distance, predicted < 0);
    }

    /// <summary>Closes a run on an example.</summary>
    /// <returns>The smallest margin that each run so far left it.</returns>
    public IReadOnlyList<float> EndRun(int position)
    {
        if (!runMargins.TryGetValue(position, out var margins))
            runMargins[position] = margins = [];
        margins.Add(currentMargins.GetValueOrDefault(position, float.PositiveInfinity));
        currentMargins.Remove(position);
        return margins;
    }

    private void NoteMargin(int position, float margin)
    {
        if (!currentMargins.TryGetValue(position, out var current) || margin < current)
            currentMargins[position] = margin;
    }

    // In a gate every success is passed alone at once; a search for the nearest one leaves that to its end, and so keeps clear of the edge. Logits
    // that cancel to almost nothing are sums of what is larger, as they are at the clean input, and round as these do.
    private bool IsClear(Scores scores, int row, int position)
    {
        if (goal == AttackGoal.Break)
            return true;
        var margin = scores.Margin(row, examples.ClassesOrTargets[position]);
        // Outputs that are not finite are compared with nothing, and clear.
        return !((ReachesTarget ? margin : -margin) < RoundingOfLogits * Math.Max(scores.Size(row), examples.LogitSizes[position]));
    }
}
