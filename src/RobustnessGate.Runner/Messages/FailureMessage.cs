namespace RobustnessGate.Runner.Messages;

/// <summary>Turns whatever ended a run into one message: a code, a sentence, and an exit status. Only
/// <see cref="Verbosity.Diagnostic"/> shows a stack trace.</summary>
internal static class FailureMessage
{
    /// <summary>Where defects are reported.</summary>
    public const string Issues = "https://github.com/robustness-gate/robustness-gate/issues";

    /// <summary>Says what happened and returns the exit status that it leads to.</summary>
    /// <param name="exception">What ended the run.</param>
    /// <param name="log">Where to say it.</param>
    /// <param name="locate">Finds where a setting is declared.</param>
    public static int Say(Exception exception, MessageLog log, Func<string?, SourceLocation?> locate)
    {
        var failure = Explain(exception);
        log.Error(failure.Code, failure.Message, locate(failure.Setting));
        log.Detail(exception.ToString());
        return failure.Code.ExitCode;
    }

    /// <summary>The code and the sentence for what ended a run.</summary>
    public static GateException Explain(Exception exception) => exception switch
    {
        GateException known => known,
        OperationCanceledException => new(Codes.Cancelled, "The run was cancelled before it reached a verdict."),
        OutOfMemoryException => new(Codes.OutOfMemory, "Memory ran out; set RobustnessBatchSize (--batch-size) to a smaller number or RobustnessSamples (--samples) to fewer examples."),
        _ => new(Codes.Unexpected, $"An unexpected {exception.GetType().Name} ended the run ({Reason.Of(exception)}); this is probably a defect: run again with --verbosity diagnostic and report what it prints at {Issues}."),
    };
}
