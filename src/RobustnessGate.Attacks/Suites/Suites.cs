namespace RobustnessGate.Attacks;

/// <summary>The suites that users name.</summary>
public static class Suites
{
    /// <summary>The name of the suite that consists of the attacks a user lists.</summary>
    public const string Custom = "custom";

    // Sixty short runs at most, and eight on an example out of reach, find more than few long ones: each starts where the model tells
    // classes apart (Tashiro et al. 2020), and the loss is what the clean model was trained on.
    private static readonly Pgd Diversified = new() { Loss = LossChoice.CrossEntropy, OdiSteps = 7, Steps = 10, Cosine = true, Restarts = 60, Patience = 5 };

    private static readonly Pgd DiversifiedTargeted = Diversified with { Loss = LossChoice.Margin, Target = TargetChoice.Each, Restarts = 18 };

    // Two long runs reach what short ones leave standing where gradients lead astray over short distances, as in models trained on a single step.
    private static readonly Pgd Long = Diversified with { Loss = LossChoice.Margin, Steps = 50, Restarts = 2, Patience = null };

    private static readonly AutoPgdCrossEntropy Sparse = new() { Steps = 40, Restarts = 30 };

    /// <summary>Every suite's name.</summary>
    public static IReadOnlyList<string> Names { get; } = ["quick", "standard", "plus", "rand", "blackbox", "classic", Custom];

    /// <summary>The suite of that name in a norm; null for an unknown name and for <see cref="Custom"/>. A suite has no attacks in a norm that none
    /// of its own is defined in.</summary>
    public static Suite? Find(string name, Norm norm) => Attacks(name, norm) is { } attacks
        ? new Suite(name, [.. attacks.Where(attack => attack.Supports(norm))])
        : null;

    private static IReadOnlyList<Attack>? Attacks(string name, Norm norm) => name switch
    {
        // Minutes on a processor.
        "quick" when norm == Norm.L0 => [new SaliencyMap { Targets = 3 }],
        "quick" when norm == Norm.L1 => [Sparse with { Restarts = 3 }, new Square { Queries = 300 }],
        "quick" => [new Fgsm(), Diversified with { Restarts = 3 }, DiversifiedTargeted with { Restarts = 3 }, new Square { Queries = 300 }],

        // What AutoAttack finds, for a fraction of its passes: the same kinds of attack (untargeted, targeted, minimum-norm, black-box), ordered by what they
        // break for their price, and given up on examples out of reach.
        "standard" when norm == Norm.L0 => [new SaliencyMap(), new FastMinimumNorm()],
        "standard" when norm == Norm.L1 => [Sparse, new AutoPgdTargeted { Steps = 40, Targets = 5 }, new TargetedFab { Steps = 20, Targets = 3 }, PatientSquare(norm)],
        "standard" => [Diversified, DiversifiedTargeted, Long, new TargetedFab { Steps = 20, Targets = 3 }, PatientSquare(norm)],

        // AutoAttack's own plus, after the standard suite's diversified runs.
        "plus" => [
            .. Attacks("standard", norm)!.Where(attack => attack is not Square),
            new AutoPgdCrossEntropy { Restarts = 5 }, new AutoPgdDlr { Restarts = 5 }, new Fab { Restarts = 5 }, new Square(), new AutoPgdTargeted(), new TargetedFab(),
        ],

        // For models that answer at random.
        "rand" => [new AutoPgdCrossEntropy { Eot = 20 }, new AutoPgdDlr { Eot = 20 }],

        // No gradients. An unbroken example costs 2 forward passes, 5,000, 12,801 and about 17,000, besides the 4,800 that train the substitute.
        "blackbox" => [new Substitute(), new Square(), new Spsa(), new HopSkipJump()],

        // The attacks that the field began with.
        "classic" => [
            new Fgsm(), new BasicIterative(), new Pgd(), new MomentumIterative(), new DeepFool(), new CarliniWagner(), new SaliencyMap(), new Lbfgs(), new Substitute(),
        ],
        _ => null,
    };

    // Beyond this patience, queries break an example at last too rarely to be worth the others' price. In Linf a window goes to the corner of the ball at
    // once; in the other norms the budget wanders from window to window, and late successes are more frequent.
    private static Square PatientSquare(Norm norm) => new() { Patience = norm == Norm.Linf ? 500 : 1200 };

    /// <summary>The minimum-norm attacks that trace robust accuracy over epsilon in a norm.</summary>
    public static Suite Curve(Norm norm) => new(
        "curve",
        norm == Norm.L2 ? [new DecoupledDirectionNorm(), new FastMinimumNorm()]
        : norm == Norm.L0 ? [new FastMinimumNorm(), new SaliencyMap()]
        : [new FastMinimumNorm()]);
}
