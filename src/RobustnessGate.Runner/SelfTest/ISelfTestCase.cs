namespace RobustnessGate.Runner.SelfTest;

/// <summary>Something that this installation must get right: what is known of a model without any attack, beside what is measured on it.</summary>
internal interface ISelfTestCase
{
    /// <summary>The attack or the model.</summary>
    string Name { get; }

    /// <summary>The norm it is tried in.</summary>
    string Norm { get; }

    /// <summary>What must be measured, in words.</summary>
    string Expected { get; }

    /// <summary>Measures it.</summary>
    Measured Run(CancellationToken cancellation);
}

/// <summary>What a case measured.</summary>
/// <param name="Text">In words.</param>
/// <param name="Passed">Whether it is what must be.</param>
internal readonly record struct Measured(string Text, bool Passed);
