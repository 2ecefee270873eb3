using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.SelfTest;

namespace RobustnessGate.Runner.Tests.SelfTest;

public sealed class DiagnosticCaseTests
{
    [Fact]
    public void What_is_wrong_with_a_model_must_be_said()
    {
        Assert.Equal(new Measured("no doubt", false), Run(Codes.OutputsAreProbabilities, isProbability: false));
        Assert.Equal(new Measured("RG2004", true), Run(Codes.OutputsAreProbabilities, isProbability: true));
    }

    [Fact]
    public void Of_a_sound_model_nothing_may_be_said()
    {
        Assert.Equal(new Measured("no doubt", true), Run(null, isProbability: false));
        Assert.Equal(new Measured("RG2004", false), Run(null, isProbability: true));
    }

    private static Measured Run(Code? code, bool isProbability) => new DiagnosticCase(
        "model", code, new Suite("custom", [new Fgsm()]), (linear, input) => isProbability ? linear.call(input).softmax(1) : linear.call(input))
        .Run(TestContext.Current.CancellationToken);
}
