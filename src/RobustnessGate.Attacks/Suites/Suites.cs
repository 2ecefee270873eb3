namespace RobustnessGate.Attacks;

/// <summary>The suites that users name.</summary>
public static class Suites
{
    /// <summary>The name of the suite that consists of the attacks a user lists.</summary>
    public const string Custom = "custom";

    private const string NextVersion = "0.2";

    /// <summary>Every suite's name, those of later versions among them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["quick", "standard", "plus", "rand", "blackbox", "classic", Custom];

    /// <summary>The suite of that name; null for an unknown one, one of a later version, and <see cref="Custom"/>.</summary>
    public static Suite? Find(string name) => name switch
    {
        // No gradients. An unbroken example costs 2 forward passes, 5,000, 12,801 and about 17,000, besides the 4,800 that train the substitute.
        "blackbox" => new Suite(name, [new Substitute(), new Square(), new Spsa(), new HopSkipJump()]),
        "classic" => new Suite(name, [new Fgsm(), new BasicIterative(), new Pgd(), new MomentumIterative()]),
        _ => null,
    };

    /// <summary>The minimum-norm attacks that trace robust accuracy over epsilon in a norm.</summary>
    public static Suite Curve(Norm norm) => new(
        "curve",
        norm == Norm.L2 ? [new DecoupledDirectionNorm(), new FastMinimumNorm()]
        : norm == Norm.L0 ? [new FastMinimumNorm(), new SaliencyMap()]
        : [new FastMinimumNorm()]);

    /// <summary>The version that brings a suite this one does not have; null for the others.</summary>
    public static string? ComesWith(string name) =>
        Names.Contains(name, StringComparer.Ordinal) && name != Custom && Find(name) is null ? NextVersion : null;
}
