namespace RobustnessGate.Attacks;

/// <summary>Threat models that a training defends against besides the one it is asked for.</summary>
public sealed record OtherThreats
{
    /// <summary>Norms and budgets, <c>L2:0.5,L1:12</c>.</summary>
    [NamedOption("Norms and budgets to defend against besides the gate's own, such as L2:0.5,L1:12; each batch is attacked in one of them, the one with more errors more often.")]
    public string AlsoWithin { get; init; } = "";

    /// <summary>All threat models, the one asked for first.</summary>
    /// <param name="threat">The one asked for; the others have its bounds and mask.</param>
    /// <exception cref="NamedOptionException">The text is no list of norms and budgets.</exception>
    public IReadOnlyList<ThreatModel> With(ThreatModel threat)
    {
        ArgumentNullException.ThrowIfNull(threat);
        return [threat, .. AlsoWithin.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text => Parse(text, threat))];
    }

    private ThreatModel Parse(string text, ThreatModel threat)
    {
        var parts = text.Split(':');
        if (parts.Length == 2 && Norm.Find(parts[0].Trim()) is { } norm && Fraction.TryParse(parts[1], out var epsilon) && double.IsFinite(epsilon) && epsilon >= (norm == Norm.L0 ? 1 : double.Epsilon))
            return new ThreatModel(norm, epsilon, threat.Bounds) { Mask = threat.Mask };
        throw new NamedOptionException(nameof(OtherThreats), nameof(AlsoWithin),
            $"AlsoWithin is '{AlsoWithin}'; expected norms and budgets such as L2:0.5,L1:12 (norms: {string.Join(", ", Norm.All.Select(norm => norm.Name))}).");
    }
}
