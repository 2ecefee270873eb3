using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The examples under attack, one row each, with the attack's state. Rows leave between two steps: those an evaluation broke, and
/// those the attack finished; others join in their place, so that rows may stand at different iterations. Within a step all tensors
/// line up; rows that are over cost no more passes.</summary>
/// <remarks>Attacks work in coordinates in which the threat model is a plain ball and a box: <see cref="Clean"/>, candidates and gradients
/// are in these.</remarks>
public sealed partial class Rows : IDisposable
{
    private const string CleanKey = "clean";
    private const string InputsKey = "inputs";
    private const string LabelsKey = "labels";
    private const string CleanLogitsKey = "cleanLogits";
    private const string TargetsKey = "targets";
    private const string StartsKey = "starts";
    private const string CandidatesKey = "candidates";

    private readonly AttackContext context;
    private readonly StateTable state = new();
    private AttackTask[] tasks;
    private RowRandom random;
    private bool[] over;

    internal Rows(AttackContext context, IReadOnlyList<AttackTask> tasks)
    {
        this.context = context;
        this.tasks = [.. tasks];
        over = new bool[tasks.Count];
        random = new RowRandom(context.Options.Seed, context.Attack.Name, this.tasks, context.Victim.Device);
        if (tasks.Count == 0)
            return;
        var examples = context.Examples.Select([.. tasks.Select(task => task.Position)]);
        if (context.Threat.Mask is not null)
            state[InputsKey] = examples.Clean;
        state[CleanKey] = context.Coordinates.FromModel(examples.Clean);
        state[LabelsKey] = examples.Labels;
        state[CleanLogitsKey] = examples.CleanLogits;
        if (examples.Targets is not null)
            state[TargetsKey] = examples.Targets;
        if (examples.Starts is not null)
            state[StartsKey] = context.Coordinates.FromModel(examples.Starts);
    }

    /// <summary>What the adversary may do.</summary>
    public ThreatModel Threat => context.Threat;

    /// <summary>How perturbations are measured.</summary>
    public Norm Norm => Threat.Norm;

    /// <summary>The valid range of each feature.</summary>
    public Box Box => context.Coordinates.Box;

    /// <summary>How many rows there are.</summary>
    public int Count => tasks.Length;

    /// <summary>How many classes the model tells apart.</summary>
    public int Classes => (int)CleanLogits.shape[1];

    /// <summary>How many features an input has.</summary>
    public long Features => RowTensors.Features(Clean.shape);

    /// <summary>How many iterations each row has done.</summary>
    public IReadOnlyList<int> Iterations => Array.ConvertAll(tasks, task => task.Iteration);

    /// <summary>Which of the attack's runs on its example each row is.</summary>
    public IReadOnlyList<int> Runs => Array.ConvertAll(tasks, task => task.Run);

    /// <summary>Whether no row is left to work on: all are broken or finished.</summary>
    public bool AllOver => Array.TrueForAll(over, isOver => isOver);

    /// <summary>The inputs as they are, [B, ...].</summary>
    public Tensor Clean => state[CleanKey];

    /// <summary>The true classes, [B] of int64.</summary>
    public Tensor Labels => state[LabelsKey];

    /// <summary>Logits of the inputs as they are, [B, K].</summary>
    public Tensor CleanLogits => state[CleanLogitsKey];

    /// <summary>The classes the attack drives towards, [B] of int64; null for an untargeted attack.</summary>
    public Tensor? Targets
    {
        get => state.Find(TargetsKey);
        set => state[TargetsKey] = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The attack's current points, [B, ...].</summary>
    public Tensor Candidates
    {
        get => state[CandidatesKey];
        set => state[CandidatesKey] = value;
    }

    /// <summary>What the attack's <see cref="Attack.Prepare"/> returned.</summary>
    public object? Prepared => context.Prepared;

    /// <summary>State of the attack: a tensor with one row for each example, kept in line with them. Every name is set in
    /// <see cref="Attack.Start"/>, so that rows that join later have it too.</summary>
    /// <exception cref="KeyNotFoundException">Nothing of that name was set.</exception>
    public Tensor this[string name]
    {
        get => state[name];
        set => state[name] = value;
    }

    /// <summary>A number for each row by its iteration, [B, 1, ..., 1], to multiply inputs with.</summary>
    /// <param name="schedule">The number at an iteration, counted from 0.</param>
    public Tensor Schedule(Func<int, double> schedule) => PerRow(task => schedule(task.Iteration)).Over(Clean);

    /// <summary>A number for each row by its iteration and run, [B].</summary>
    public Tensor PerRow(Func<int, int, double> value) => PerRow(task => value(task.Iteration, task.Run));

    /// <summary>Points brought into the threat model: into the ball around the clean inputs, and into the bounds.</summary>
    public Tensor Project(Tensor points) => Threat.Project(points, Clean, context.Coordinates);

    /// <summary>The same on points that nobody else looks at.</summary>
    internal Tensor ProjectInPlace(Tensor points) => Threat.ProjectInPlace(points, Clean, context.Coordinates);

    /// <summary>The perturbation of a length with which a function with this gradient at some points, both [B, ...], grows most. In L1, where one
    /// feature takes all of it, it ends at that one's bound, and the next one takes what is left.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="points">The points.</param>
    /// <param name="length">The length by a row's iteration, counted from 0.</param>
    public Tensor SteepestStep(Tensor gradient, Tensor points, Func<int, double> length)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(points);
        if (Norm == Norm.L1)
            return L1Norm.SteepestStep(gradient, Schedule(length), Box.Room(points));
        var direction = Norm.SteepestDirection(gradient);
        var lengths = Array.ConvertAll(tasks, task => length(task.Iteration));
        // Most often one length for all: a number costs less than a tensor of it.
        return Array.TrueForAll(lengths, one => one == lengths[0]) ? direction.mul_(lengths[0]) : direction.mul_(Schedule(length));
    }

    /// <summary>Perturbations [B, ...] without what they change at frozen features.</summary>
    public Tensor Freeze(Tensor perturbation) => context.Coordinates.Freeze(perturbation);

    /// <summary>Points drawn from the ball around the clean inputs with each example's own random numbers, inside the bounds.</summary>
    public Tensor RandomCandidates() => Project(Norm.RandomPerturbation(random, Clean.shape, Threat.Epsilon).add_(Clean));

    /// <summary>The starts that were given with the examples, inside the threat model; where none was, a point of <paramref name="otherwise"/> [B, ...].</summary>
    public Tensor StartsOr(Tensor otherwise) =>
        state.Find(StartsKey) is { } starts ? Project(where(starts.isnan(), otherwise, starts)) : otherwise;

    /// <summary>For each example a class drawn from all but its true one, [B] of int64.</summary>
    public Tensor RandomTargets()
    {
        var others = Classes - 1;
        var offset = (Uniform([], 0, 1) * others).to(ScalarType.Int64).clamp_max(others - 1) + 1;
        return (Labels + offset).remainder(others + 1);
    }

    /// <summary>Random numbers, uniform in [low, high), of shape [B] and then <paramref name="shape"/>; each row draws its own.</summary>
    public Tensor Uniform(long[] shape, double low, double high) => random.Uniform([Count, .. shape], low, high);

    /// <summary>Standard normal random numbers of shape [B] and then <paramref name="shape"/>; each row draws its own.</summary>
    public Tensor Normal(long[] shape) => random.Normal([Count, .. shape]);

    /// <summary>Ends the attack on all rows: those not broken withstood it.</summary>
    public void Finish() => Array.Fill(over, true);

    /// <summary>Ends the attack on the rows whose entry is true.</summary>
    /// <param name="rows">[B] of bool.</param>
    public void Finish(Tensor rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var ends = rows.Values<bool>();
        for (var row = 0; row < over.Length; row++)
            over[row] |= ends[row];
    }

    /// <summary>Ends the attack on the rows for which this step was the last of <paramref name="steps"/>.</summary>
    public void FinishAfter(int steps)
    {
        for (var row = 0; row < over.Length; row++)
            over[row] |= tasks[row].Iteration + 1 >= steps;
    }

    /// <inheritdoc/>
    public void Dispose() => state.Dispose();

    /// <summary>Counts the step, and drops the rows that are over.</summary>
    /// <returns>The runs that ended.</returns>
    internal IReadOnlyList<AttackTask> EndStep()
    {
        tasks = Array.ConvertAll(tasks, task => task with { Iteration = task.Iteration + 1 });
        return DropOver();
    }

    /// <summary>Drops the rows that are over.</summary>
    /// <returns>The runs that ended.</returns>
    internal IReadOnlyList<AttackTask> DropOver()
    {
        if (!over.Contains(true))
            return [];
        int[] ended = [.. Enumerable.Range(0, Count).Where(row => over[row])];
        int[] left = [.. Enumerable.Range(0, Count).Where(row => !over[row])];
        var endedTasks = Array.ConvertAll(ended, row => tasks[row]);
        using var scope = NewDisposeScope();
        if (left.Length == 0)
            state.Dispose();
        else
            state.Select(Array.ConvertAll(left, row => (long)row).On(context.Victim.Device));
        tasks = Array.ConvertAll(left, row => tasks[row]);
        random = random.Select(left);
        over = new bool[left.Length];
        return endedTasks;
    }

    /// <summary>Takes in rows that were started later.</summary>
    internal void Append(Rows others)
    {
        // All may have been over at their start.
        if (others.Count == 0)
            return;
        state.Append(others.state);
        tasks = [.. tasks, .. others.tasks];
        random = random.Append(others.random);
        over = [.. over, .. others.over];
    }

    private Tensor PerRow(Func<AttackTask, double> value) =>
        Array.ConvertAll(tasks, task => (float)value(task)).On(context.Victim.Device);
}
