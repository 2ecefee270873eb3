namespace RobustnessGate.Attacks;

/// <summary>Marks a property of an attack as an option that users set by its name, with the range it accepts.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AttackOptionAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    public double Minimum { get; init; } = double.NegativeInfinity;

    public bool ExclusiveMinimum { get; init; }
}
