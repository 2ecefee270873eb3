using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>How an attack asks the model: every input that passes it is looked at, and a success within the budget is recorded.</summary>
public sealed partial class Rows
{
    /// <summary>Whether logits [B, K], or [B, M, K] of M points a row, mean success, [B] or [B, M] of bool: another class than the true one, or
    /// the target where success means reaching it; logits that are not finite are no class.</summary>
    public Tensor IsAdversarial(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        var predicted = logits.argmax(-1);
        var succeeds = context.Recorder.ReachesTarget ? predicted == Targets!.Over(predicted) : predicted != Labels.Over(predicted);
        return succeeds.logical_or(logits.isfinite().all(-1).logical_not());
    }

    /// <summary>The margin from which on a success with such logits [B, K] is clear of rounding, [B]. Logits that nearly cancel round as those of the
    /// clean inputs do.</summary>
    public Tensor ClearMargin(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        return context.Recorder.ClearMargin * maximum(logits.abs(), CleanLogits.abs()).amax([1]);
    }

    /// <summary>The distance of each row's nearest confirmed or noted success, [B]; infinite where there is none.</summary>
    public Tensor NearestDistance => PerRow(task => context.Recorder.Nearest(task.Position));

    /// <summary>The logits [B, K] of a point for each row: one forward pass each. Rows that are over get zeros.</summary>
    /// <param name="points">The points, [B, ...].</param>
    public Tensor Evaluate(Tensor points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return Evaluate(points, AllRows());
    }

    /// <summary>The logits [M, K] of points that belong to some of the rows, any number to each: one forward pass each, no more
    /// than a batch together. Points of rows that are over get zeros.</summary>
    /// <param name="points">The points, [M, ...].</param>
    /// <param name="owners">The row that each point belongs to.</param>
    public Tensor Evaluate(Tensor points, IReadOnlyList<int> owners)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(owners);
        var parts = new List<Tensor>();
        for (var start = 0; start < owners.Count; start += context.Capacity)
        {
            var size = Math.Min(context.Capacity, owners.Count - start);
            parts.Add(Pass(points.narrow(0, start, size), [.. owners.Skip(start).Take(size)]));
        }

        return parts.Count == 1 ? parts[0] : cat(parts, 0);
    }

    /// <summary>The logits [B, K] of a point for each row whose entry is true: one forward pass each. The other rows get zeros.</summary>
    /// <param name="which">[B] of bool.</param>
    /// <param name="points">The points, [B, ...].</param>
    public Tensor EvaluateWhere(Tensor which, Tensor points)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(which);
        var chosen = which.Values<bool>();
        int[] owners = [.. AllRows().Where(row => chosen[row])];
        if (owners.Length == Count)
            return Evaluate(points);
        if (owners.Length == 0)
            return zeros_like(CleanLogits);
        var rows = Indices(owners);
        return Spread(Evaluate(points.index_select(0, rows), owners), rows);
    }

    /// <summary>Tests a point of each row for which this step was the last of <paramref name="steps"/>, and ends the attack on these.</summary>
    /// <param name="points">The points, [B, ...].</param>
    /// <param name="steps">How many steps a run has.</param>
    public void TestAndFinishAfter(Tensor points, int steps)
    {
        ArgumentNullException.ThrowIfNull(points);
        int[] last = context.Goal == AttackGoal.Craft ? [] : [.. AllRows().Where(row => tasks[row].Iteration + 1 >= steps)];
        if (last.Length == Count && last.Length > 0)
            Evaluate(points);
        else if (last.Length > 0)
            Evaluate(points.index_select(0, Indices(last)), last);
        FinishAfter(steps);
    }

    /// <summary>The loss at a point for each row and its gradient: one forward and one backward pass each, or as many as the
    /// attack asks for draws of a random model. Rows that are over get zeros.</summary>
    /// <param name="points">The points, [B, ...].</param>
    /// <param name="loss">What the attack wants to grow.</param>
    public Evaluation Differentiate(Tensor points, AttackLoss loss)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(loss);
        context.Options.CancellationToken.ThrowIfCancellationRequested();
        var live = Live(AllRows());
        if (live.Length == 0)
            return new Evaluation(zeros_like(CleanLogits), zeros_like(Labels).to(ScalarType.Float32), zeros_like(points));
        var inputs = Inputs(points, AllRows());
        var rows = live.Length < Count ? Indices(live) : null;
        var (logits, losses, gradient) = context.Victim.Differentiate(
            rows is null ? inputs : inputs.index_select(0, rows),
            output => rows is null ? loss(output, this) : loss(Spread(output, rows), this),
            context.Attack.Draws);
        // What is crafted to learn from is looked at by nobody, and costs no reading.
        var scores = context.Goal == AttackGoal.Craft ? null as Scores? : new Scores(logits, Norm.Linf.Length(gradient));
        if (scores is null || !NoteGradients(live, scores.Value.Others()))
            gradient.nan_to_num_(0, 0, 0);
        if (scores is { } found)
            Record(live, rows is null ? inputs : inputs.index_select(0, rows), found);
        gradient = context.Coordinates.Pull(gradient);
        return rows is null ? new Evaluation(logits, losses, gradient) : new Evaluation(Spread(logits, rows), losses, Spread(gradient, rows));
    }

    /// <summary>The gradient [B, ...] of a loss of another model at a point for each row. That model's passes are not this one's, and what succeeds
    /// against it is no success.</summary>
    internal Tensor GradientOn(Victim other, Tensor points, AttackLoss loss) =>
        context.Coordinates.Pull(other.Differentiate(Inputs(points, AllRows()), logits => loss(logits, this)).Gradient);

    /// <summary>The logits of a point for each row, and any number of gradients there: one forward pass each, and a backward pass for
    /// each gradient.</summary>
    /// <param name="points">The points, [B, ...].</param>
    public Linearization Linearize(Tensor points)
    {
        ArgumentNullException.ThrowIfNull(points);
        context.Options.CancellationToken.ThrowIfCancellationRequested();
        var all = AllRows();
        var live = Live(all);
        if (live.Length == 0)
            return new Linearization(zeros_like(CleanLogits), _ => zeros_like(points), () => { });
        var inputs = Inputs(points, all);
        var rows = live.Length < Count ? Indices(live) : null;
        var chosen = rows is null ? inputs : inputs.index_select(0, rows);
        var tape = context.Victim.Record(chosen);
        Record(live, chosen, new Scores(tape.Logits));
        var sizes = new List<Tensor>();
        return new Linearization(rows is null ? tape.Logits : Spread(tape.Logits, rows), Gradient, End);

        Tensor Gradient(Tensor weights)
        {
            var gradient = tape.Gradient(rows is null ? weights : weights.index_select(0, rows));
            // Looked at together in the end.
            sizes.Add(Norm.Linf.Length(gradient).DetachFromDisposeScope());
            gradient = context.Coordinates.Pull(gradient.nan_to_num_(0, 0, 0));
            return rows is null ? gradient : Spread(gradient, rows);
        }

        void End()
        {
            tape.Dispose();
            if (sizes.Count == 0)
                return;
            using var scope = NewDisposeScope();
            foreach (var part in stack(sizes).Values<float>().Chunk(live.Length))
                NoteGradients(live, part);
            sizes.ForEach(size => size.Dispose());
        }
    }

    private Tensor Pass(Tensor points, int[] owners)
    {
        context.Options.CancellationToken.ThrowIfCancellationRequested();
        int[] live = [.. Enumerable.Range(0, owners.Length).Where(point => !over[owners[point]])];
        if (live.Length == 0)
            return zeros(new long[] { owners.Length, Classes }, CleanLogits.dtype, CleanLogits.device);
        var inputs = Inputs(points, owners);
        if (live.Length == owners.Length)
        {
            var logits = context.Victim.Logits(inputs);
            Record(owners, inputs, new Scores(logits));
            return logits;
        }

        var chosen = Indices(live);
        inputs = inputs.index_select(0, chosen);
        var answers = context.Victim.Logits(inputs);
        Record(Array.ConvertAll(live, point => owners[point]), inputs, new Scores(answers));
        return zeros(new long[] { owners.Length, Classes }, answers.dtype, answers.device).index_copy(0, chosen, answers);
    }

    /// <summary>Copies what the attack made of the rows that are over to their examples' places.</summary>
    /// <param name="results">Model inputs of all examples, [N, ...].</param>
    internal void Collect(Tensor results)
    {
        int[] ended = [.. AllRows().Where(row => over[row])];
        if (ended.Length == 0)
            return;
        var points = Inputs(context.Attack.Crafted(this), AllRows());
        if (ended.Length < Count)
            points = points.index_select(0, Indices(ended));
        results.index_copy_(0, Indices(Array.ConvertAll(ended, row => tasks[row].Position)), points);
    }

    // Points as what the model takes; each row's frozen features are those of its own input.
    private Tensor Inputs(Tensor points, int[] owners)
    {
        if (state.Find(InputsKey) is not { } inputs)
            return points;
        return context.Coordinates.ToModel(points, owners.Length == Count ? inputs : inputs.index_select(0, Indices(owners)));
    }

    private bool NoteGradients(int[] owners, ReadOnlySpan<float> sizes) => context.Recorder.NoteGradients(
        Array.ConvertAll(owners, row => tasks[row].Position), sizes, row => tasks[owners[row]].Iteration == 0);

    private void Record(int[] owners, Tensor inputs, Scores scores)
    {
        if (context.Goal == AttackGoal.Craft)
            return;
        var clean = state.Find(InputsKey) ?? Clean;
        if (owners.Length != Count || !owners.AsSpan().SequenceEqual(AllRows()))
            clean = clean.index_select(0, Indices(owners));
        var broken = context.Recorder.Record(
            Array.ConvertAll(owners, row => tasks[row].Position),
            inputs,
            clean,
            scores,
            context.Attack.StaysInBudget(Threat));
        for (var point = 0; point < owners.Length; point++)
            over[owners[point]] |= broken[point];
    }

    private Tensor Spread(Tensor values, Tensor rows) =>
        zeros([Count, .. values.shape[1..]], values.dtype, values.device).index_copy(0, rows, values);

    private int[] AllRows() => [.. Enumerable.Range(0, Count)];

    private int[] Live(int[] rows) => Array.FindAll(rows, row => !over[row]);

    private Tensor Indices(int[] rows) => Array.ConvertAll(rows, row => (long)row).On(context.Victim.Device);
}
