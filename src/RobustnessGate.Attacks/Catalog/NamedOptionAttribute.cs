namespace RobustnessGate.Attacks;

/// <summary>Marks a property of an attack or a training recipe as an option that users set by its name, with the range it accepts.</summary>
/// <param name="description">What the option does.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NamedOptionAttribute(string description) : Attribute
{
    /// <summary>What the option does.</summary>
    public string Description { get; } = description;

    /// <summary>The smallest value it accepts.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Whether <see cref="Minimum"/> itself is too small.</summary>
    public bool ExclusiveMinimum { get; init; }

    /// <summary>The largest value it accepts.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;
}
