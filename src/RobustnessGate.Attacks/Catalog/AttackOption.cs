using System.Globalization;
using System.Reflection;

namespace RobustnessGate.Attacks;

/// <summary>One option of an attack, as users set it: <c>Steps=40</c>.</summary>
public sealed class AttackOption
{
    private readonly PropertyInfo property;
    private readonly AttackOptionAttribute attribute;

    internal AttackOption(PropertyInfo property, AttackOptionAttribute attribute, Attack defaults)
    {
        (this.property, this.attribute) = (property, attribute);
        Default = Read(defaults);
    }

    /// <summary>The option's name; its case does not matter to users.</summary>
    public string Name => property.Name;

    /// <summary>What it does.</summary>
    public string Description => attribute.Description;

    /// <summary>Its value where none is given; null where that depends on the threat model.</summary>
    public object? Default { get; }

    /// <summary>What values it takes, in words.</summary>
    public string Expects => Type switch
    {
        { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(Type)),
        _ when Type == typeof(bool) => "true or false",
        _ when Type == typeof(int) => "a whole number" + RangeText,
        _ => "a number or a fraction such as 2/255" + RangeText,
    };

    private Type Type => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    private string RangeText => (double.IsInfinity(attribute.Minimum), double.IsInfinity(attribute.Maximum)) switch
    {
        (true, true) => string.Empty,
        (true, false) => Limit(" of at most", attribute.Maximum),
        (false, true) => Lowest,
        _ => $"{Lowest}{Limit(" and at most", attribute.Maximum)}",
    };

    private string Lowest => Limit(attribute.ExclusiveMinimum ? " above" : " of at least", attribute.Minimum);

    private static string Limit(string relation, double limit) => string.Create(CultureInfo.InvariantCulture, $"{relation} {limit}");

    /// <summary>The option's value in an attack.</summary>
    public object? Read(Attack attack) => property.GetValue(attack) is Enum choice ? choice.ToString() : property.GetValue(attack);

    /// <summary>Sets the option from text.</summary>
    /// <exception cref="AttackOptionException">The text is no value that the option takes.</exception>
    internal void Write(Attack attack, string text) =>
        property.SetValue(attack, Parse(text) ?? throw new AttackOptionException(attack.Name, Name,
            $"{attack.Name} has {Name} '{text}'; expected {Expects}."));

    private object? Parse(string text)
    {
        text = text.Trim();
        if (Type.IsEnum)
            return Enum.GetNames(Type).Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse(Type, text, ignoreCase: true) : null;
        if (Type == typeof(bool))
            return bool.TryParse(text, out var flag) ? flag : null;
        if (Type == typeof(int))
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && InRange(count) ? count : null;
        return Fraction.TryParse(text, out var number) && InRange(number) ? number : null;
    }

    private bool InRange(double value) => value <= attribute.Maximum && (attribute.ExclusiveMinimum ? value > attribute.Minimum : value >= attribute.Minimum);
}
