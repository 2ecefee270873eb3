using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The examples of a batch that are still under attack, one row each, with the attack's state. Every evaluation of
/// candidates records the rows it breaks and drops them, so tensors read before it no longer line up with those after.</summary>
public sealed class Rows
{
    private const string CandidatesKey = "candidates";

    private readonly Dictionary<string, Tensor> state = new(StringComparer.Ordinal);
    private readonly Victim victim;
    private readonly SuccessRecorder recorder;
    private readonly CancellationToken cancellation;
    private RowRandom random;
    private long[] indices;

    internal Rows(Victim victim, ThreatModel threat, ActiveExamples examples, RowRandom random, SuccessRecorder recorder, CancellationToken cancellation)
    {
        (this.victim, this.random, this.recorder, this.cancellation) = (victim, random, recorder, cancellation);
        Threat = threat;
        indices = [.. examples.Indices];
        this["clean"] = examples.Clean;
        this["labels"] = examples.Labels;
        this["cleanLogits"] = examples.CleanLogits;
        if (examples.Targets is not null)
            this["targets"] = examples.Targets;
    }

    /// <summary>What the adversary may do.</summary>
    public ThreatModel Threat { get; }

    /// <summary>How many examples are left.</summary>
    public int Count => indices.Length;

    /// <summary>How many iterations are done.</summary>
    public int Iteration { get; internal set; }

    /// <summary>The inputs as they are, [B, ...].</summary>
    public Tensor Clean => this["clean"];

    /// <summary>The true classes, [B] of int64.</summary>
    public Tensor Labels => this["labels"];

    /// <summary>Logits of the inputs as they are, [B, K].</summary>
    public Tensor CleanLogits => this["cleanLogits"];

    /// <summary>The classes the attack drives towards, [B] of int64; null for an untargeted attack.</summary>
    public Tensor? Targets
    {
        get => state.GetValueOrDefault("targets");
        set => this["targets"] = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The attack's current points, [B, ...].</summary>
    public Tensor Candidates
    {
        get => this[CandidatesKey];
        set => this[CandidatesKey] = value;
    }

    /// <summary>State of the attack: a tensor with one row for each example, kept in line with them.</summary>
    /// <exception cref="KeyNotFoundException">Nothing of that name was set.</exception>
    public Tensor this[string name]
    {
        get => state[name];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            // A handle of its own: the caller's may belong to a dispose scope, or to another name.
            var kept = value.detach().DetachFromDisposeScope();
            if (state.Remove(name, out var previous))
                previous.Dispose();
            state[name] = kept;
        }
    }

    /// <summary>Points drawn from the ball around the clean inputs with each example's own random numbers, inside the bounds.</summary>
    public Tensor RandomCandidates() =>
        Threat.Project(Clean + Threat.Norm.RandomPerturbation(random, Clean.shape, Threat.Epsilon), Clean);

    /// <summary>For each example a class drawn from all but its true one, [B] of int64.</summary>
    public Tensor RandomTargets()
    {
        var others = CleanLogits.shape[1] - 1;
        var offset = (random.Uniform([Count], 0, 1) * others).to(ScalarType.Int64).clamp_max(others - 1) + 1;
        return (Labels + offset).remainder(others + 1);
    }

    /// <summary>Evaluates the candidates, drops the rows they break, and returns the gradient of the loss for the others: one
    /// forward and one backward pass.</summary>
    /// <param name="loss">What the attack wants to grow.</param>
    /// <returns>The gradient [B, ...], with zeros in place of values that are not finite.</returns>
    public Tensor Differentiate(AttackLoss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        cancellation.ThrowIfCancellationRequested();
        var (logits, gradient) = victim.Differentiate(Candidates, logits => loss(logits, this));
        this["gradient"] = gradient;
        recorder.NoteGradients(indices, gradient, Iteration);
        Record(logits);
        return this["gradient"].nan_to_num(0, 0, 0);
    }

    /// <summary>Evaluates the candidates and drops the rows they break: one forward pass.</summary>
    public void Test()
    {
        cancellation.ThrowIfCancellationRequested();
        Record(victim.Logits(Candidates));
    }

    /// <summary>Ends the attack on the rows that are left: they withstood it.</summary>
    public void Finish() => Keep([]);

    private void Record(Tensor logits)
    {
        var broken = recorder.Record(indices, Candidates, Clean, Labels, recorder.ReachesTarget ? Targets : null, logits);
        if (broken.Count > 0)
            Keep([.. Enumerable.Range(0, Count).Where(row => !broken.Contains(row))]);
    }

    private void Keep(int[] rows)
    {
        using var scope = NewDisposeScope();
        indices = [.. rows.Select(row => indices[row])];
        random = random.Select(rows);
        var kept = tensor(rows.Select(row => (long)row).ToArray()).to(victim.Device);
        foreach (var name in state.Keys.ToList())
            this[name] = state[name].index_select(0, kept);
    }

    internal void Release()
    {
        foreach (var tensor in state.Values)
            tensor.Dispose();
        state.Clear();
    }
}
