using RobustnessGate.Runner.SelfTest;

namespace RobustnessGate.Runner.Tests.SelfTest;

/// <summary>A case that measures what it is told to.</summary>
internal sealed class FixedCase(string name, Func<Measured>? measure = null) : ISelfTestCase
{
    public string Name => name;

    public string Norm => "L2";

    public string Expected => "1 of 1";

    public Measured Run(CancellationToken cancellation) => measure is null ? new Measured("1 of 1", true) : measure();
}
