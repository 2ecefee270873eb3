using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>A gradient attack of several steps of one size.</summary>
public abstract record IterativeAttack : GradientAttack
{
    /// <summary>How many gradient steps.</summary>
    [NamedOption("Number of gradient steps.", Minimum = 1)]
    public int Steps { get; init; } = 10;

    /// <summary>Length of a step in the threat model's norm, in the units of the inputs; null for the attack's own rule.</summary>
    [NamedOption("Length of a step, in the units of the inputs.", Minimum = 0, ExclusiveMinimum = true)]
    public double? StepSize { get; init; }

    private protected override int StepCount => Steps;

    /// <summary>The step size where none is given.</summary>
    private protected virtual double DefaultStepSize(ThreatModel threat) => threat.Epsilon / Steps;

    private protected override Tensor Move(Rows rows, Tensor gradient) =>
        rows.SteepestStep(gradient, rows.Candidates, _ => EffectiveStepSize(rows.Threat));

    private protected double EffectiveStepSize(ThreatModel threat) => StepSize ?? DefaultStepSize(threat);

    private protected override object? EffectiveValue(NamedOption option, ThreatModel threat) =>
        option.Name == nameof(StepSize) ? EffectiveStepSize(threat) : base.EffectiveValue(option, threat);
}
