namespace RobustnessGate.Runner.Messages;

/// <summary>What every part of a run speaks through: leaves out what the verbosity does not ask for.</summary>
internal sealed class MessageLog(IMessageSink sink, Verbosity verbosity)
{
    public Verbosity Verbosity { get; } = verbosity;

    public void Error(Code code, string text, SourceLocation? location = null) =>
        sink.Write(new Message(MessageKind.Error, text) { Code = code, Location = location });

    public void Warning(Code code, string text, SourceLocation? location = null) =>
        sink.Write(new Message(MessageKind.Warning, text) { Code = code, Location = location });

    public void Info(string text)
    {
        if (Verbosity >= Verbosity.Normal)
        {
            sink.Write(new Message(MessageKind.Info, text));
        }
    }

    public void Progress(string text)
    {
        if (Verbosity >= Verbosity.Normal)
        {
            sink.Write(new Message(MessageKind.Progress, text));
        }
    }

    /// <summary>Says what another process has said.</summary>
    public void Relay(MessageKind kind, Code? code, string text) => sink.Write(new Message(kind, text) { Code = code });

    public void Detail(string text)
    {
        if (Verbosity >= Verbosity.Diagnostic)
        {
            sink.Write(new Message(MessageKind.Info, text));
        }
    }
}
