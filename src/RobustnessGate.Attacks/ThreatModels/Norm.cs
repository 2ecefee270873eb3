using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>A way to measure perturbations, with what attacks need of it: length, projection, steepest direction, random
/// perturbation. The same object serves every attack and the verifier.</summary>
/// <remarks>Perturbations have shape [B, ...]; each row is measured by itself.</remarks>
public abstract class Norm
{
    private protected Norm(string name) => Name = name;

    /// <summary>Largest change of any feature.</summary>
    public static Norm Linf { get; } = new LinfNorm();

    /// <summary>Euclidean length.</summary>
    public static Norm L2 { get; } = new L2Norm();

    /// <summary>Sum of absolute changes.</summary>
    public static Norm L1 { get; } = new L1Norm();

    /// <summary>Number of changed features.</summary>
    public static Norm L0 { get; } = new L0Norm();

    /// <summary>Every norm, in the order in which messages list them.</summary>
    public static IReadOnlyList<Norm> All { get; } = [Linf, L2, L1, L0];

    /// <summary><c>Linf</c>, <c>L2</c>, <c>L1</c> or <c>L0</c>.</summary>
    public string Name { get; }

    /// <summary>The norm in which gradients are measured: ⟨gradient, d⟩ ≤ dual length of the gradient × length of d. L0, which has none, gives
    /// that of L1.</summary>
    public Norm Dual => this == Linf ? L1 : this == L2 ? L2 : Linf;

    /// <summary>The norm of that name, whatever its case; null when there is none.</summary>
    public static Norm? Find(string name) => All.FirstOrDefault(norm => norm.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Length of each row of <paramref name="perturbation"/> [B, ...], as a tensor [B].</summary>
    public abstract Tensor Length(Tensor perturbation);

    /// <summary>Brings each row of <paramref name="perturbation"/> [B, ...] into the ball of radius <paramref name="epsilon"/>, such that
    /// <paramref name="clean"/> plus it, clipped to <paramref name="box"/>, lies in the ball too. The result is a tensor of its own.</summary>
    public virtual Tensor Project(Tensor perturbation, double epsilon, Tensor clean, Box box)
    {
        ArgumentNullException.ThrowIfNull(perturbation);
        return Project(perturbation, full(new[] { perturbation.shape[0] }, epsilon, perturbation.dtype, perturbation.device), clean, box);
    }

    /// <summary>The same on a perturbation that nobody else looks at.</summary>
    internal virtual Tensor ProjectInPlace(Tensor perturbation, double epsilon, Tensor clean, Box box) => Project(perturbation, epsilon, clean, box);

    /// <summary>The same with a radius for each row, <paramref name="epsilon"/> [B].</summary>
    public abstract Tensor Project(Tensor perturbation, Tensor epsilon, Tensor clean, Box box);

    /// <summary>The perturbation of length 1 along which a function with this <paramref name="gradient"/> [B, ...] grows
    /// fastest, argmax of ⟨gradient, d⟩ over ‖d‖ ≤ 1; zero where the gradient is zero. A tensor of its own.</summary>
    public abstract Tensor SteepestDirection(Tensor gradient);

    /// <summary>A perturbation for each row of a batch of the given <paramref name="shape"/> [B, ...], drawn from the ball of
    /// radius <paramref name="epsilon"/> with each row's own random numbers. A tensor of its own.</summary>
    internal abstract Tensor RandomPerturbation(RowRandom random, long[] shape, double epsilon);

    /// <summary>By how much the length can grow when each of that many features is rounded by an independent error of size 1.</summary>
    internal abstract double RoundingGrowth(long features);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Each row divided by its length, or left zero where that is zero.</summary>
    internal Tensor Normalized(Tensor rows) => rows / Length(rows).clamp_min(SmallestLength).Over(rows);

    /// <summary>Below it a row counts as zero, so that dividing by it gives no infinities.</summary>
    internal const double SmallestLength = 1e-12;
}
