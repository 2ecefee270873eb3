namespace RobustnessGate.Attacks;

/// <summary>An attack or a training method has no such option, or the value is not one it takes.</summary>
public sealed class NamedOptionException : ArgumentException
{
    internal NamedOptionException(string owner, string option, string message)
        : base(message) => (Owner, Option) = (owner, option);

    /// <summary>The name of the attack or method.</summary>
    public string Owner { get; }

    /// <summary>The option's name as given.</summary>
    public string Option { get; }
}
