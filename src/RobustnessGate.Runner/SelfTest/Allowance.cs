namespace RobustnessGate.Runner.SelfTest;

/// <summary>How an attack is tried on a linear model, and how exact it must be there.</summary>
internal sealed record Allowance
{
    /// <summary>The options that it runs with where the defaults would take too long: <c>Steps=100;SearchSteps=5</c>.</summary>
    public string Options { get; init; } = "";

    /// <summary>How many classes the model tells apart. With two there is one way to go, and a step along the gradient goes it; with more an
    /// attack must find the nearest class, too.</summary>
    public int Classes { get; init; } = 2;

    /// <summary>The share of breakable examples that an attack with a fixed budget may leave unbroken.</summary>
    public double Missed { get; init; }

    /// <summary>How far beyond the closed form, relative to it, a minimum-norm attack may end in the median.</summary>
    public double Excess { get; init; } = 0.01;
}
