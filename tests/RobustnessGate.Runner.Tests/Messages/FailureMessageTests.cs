using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Tests.Messages;

public class FailureMessageTests
{
    [Fact]
    public void A_known_failure_is_said_at_the_place_of_its_setting()
    {
        var (text, exitCode) = Say(new GateException(Codes.CheckpointMissing, "The checkpoint does not exist.") { Setting = "RobustnessCheckpoint" });
        Assert.Equal("App.csproj(7,3): error RG0101: The checkpoint does not exist.", text);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public void A_cancellation_has_its_own_exit_code()
    {
        var (text, exitCode) = Say(new OperationCanceledException());
        Assert.Equal("robustness-gate: error RG3007: The run was cancelled before it reached a verdict.", text);
        Assert.Equal(130, exitCode);
    }

    [Fact]
    public void Anything_else_is_one_sentence_without_a_stack_trace()
    {
        var (text, exitCode) = Say(new InvalidOperationException("Sequence contains no elements.\nSecond line"));
        Assert.Equal("robustness-gate: error RG3015: An unexpected InvalidOperationException ended the run (Sequence contains no elements); this is probably a defect: run again with --verbosity diagnostic and report what it prints at https://github.com/robustness-gate/robustness-gate/issues.", text);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public void Diagnostic_verbosity_adds_the_stack_trace()
    {
        var (text, _) = Say(Thrown(), Verbosity.Diagnostic);
        Assert.Contains($"   at {typeof(FailureMessageTests)}.", text, StringComparison.Ordinal);
    }

    private static Exception Thrown() => Record.Exception(void () => throw new InvalidOperationException("x"))!;

    private static (string Text, int ExitCode) Say(Exception exception, Verbosity verbosity = Verbosity.Normal)
    {
        using var writer = new StringWriter();
        var log = new MessageLog(new TextSink(writer), verbosity);
        var exitCode = FailureMessage.Say(exception, log, setting => setting is null ? null : new SourceLocation("App.csproj", 7, 3));
        return (writer.ToString().TrimEnd(), exitCode);
    }
}
