using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Tests.Support;

internal static class Expect
{
    /// <summary>The message that <paramref name="action"/> ends with, after checking its code and that it is one sentence-like line.</summary>
    public static string Gate(Code code, Action action)
    {
        var exception = Assert.Throws<GateException>(action);
        Assert.Equal(code.Id, exception.Code.Id);
        Assert.NotNull(exception.Setting);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.Matches("[.?]$", exception.Message);
        return exception.Message;
    }
}
