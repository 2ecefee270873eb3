namespace RobustnessGate.Runner.Messages;

/// <summary>Ends the run with one message for the user: a code and a sentence that says what is wrong, where, and what to do.</summary>
internal sealed class GateException(Code code, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public Code Code { get; } = code;

    /// <summary>The setting the message is about (<c>RobustnessEpsilon</c>), so that it can be reported at its declaration.</summary>
    public string? Setting { get; init; }
}
