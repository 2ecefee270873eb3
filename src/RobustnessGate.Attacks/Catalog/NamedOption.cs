using System.Globalization;
using System.Reflection;

namespace RobustnessGate.Attacks;

/// <summary>One option of an attack or of a training recipe, as users set it: <c>Steps=40</c>.</summary>
public sealed class NamedOption
{
    private readonly PropertyInfo property;
    private readonly NamedOptionAttribute attribute;

    internal NamedOption(PropertyInfo property, NamedOptionAttribute attribute, object defaults)
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
        _ when Type == typeof(string) => "a text",
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

    /// <summary>The option's value in an attack or a part of a recipe.</summary>
    public object? Read(object owner) => property.GetValue(owner) is Enum choice ? choice.ToString() : property.GetValue(owner);

    /// <summary>The options of an object, in order of their names.</summary>
    internal static IReadOnlyList<NamedOption> Of(object owner) =>
    [
        .. from property in owner.GetType().GetProperties().OrderBy(property => property.Name, StringComparer.Ordinal)
           let option = property.GetCustomAttribute<NamedOptionAttribute>()
           where option is not null
           select new NamedOption(property, option, owner),
    ];

    /// <summary>Sets the option from text.</summary>
    /// <exception cref="NamedOptionException">The text is no value that the option takes.</exception>
    internal void Write(object owner, string ownerName, string text) =>
        property.SetValue(owner, Parse(text) ?? throw new NamedOptionException(ownerName, Name,
            $"{ownerName} has {Name} '{text}'; expected {Expects}."));

    private object? Parse(string text)
    {
        text = text.Trim();
        if (Type.IsEnum)
            return Enum.GetNames(Type).Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse(Type, text, ignoreCase: true) : null;
        if (Type == typeof(string))
            return text;
        if (Type == typeof(bool))
            return bool.TryParse(text, out var flag) ? flag : null;
        if (Type == typeof(int))
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && InRange(count) ? count : null;
        return Fraction.TryParse(text, out var number) && InRange(number) ? number : null;
    }

    private bool InRange(double value) => value <= attribute.Maximum && (attribute.ExclusiveMinimum ? value > attribute.Minimum : value >= attribute.Minimum);
}
