namespace RobustnessGate.Runner.Messages;

/// <summary>What a message asks of its reader.</summary>
internal enum MessageKind
{
    Error,
    Warning,
    Info,
    Progress,
}

/// <summary>One sentence for the user, with its code and the place that it is about where there is one.</summary>
internal sealed record Message(MessageKind Kind, string Text)
{
    public Code? Code { get; init; }

    public SourceLocation? Location { get; init; }
}
