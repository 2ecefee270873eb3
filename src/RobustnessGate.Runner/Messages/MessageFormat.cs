namespace RobustnessGate.Runner.Messages;

/// <summary>Who reads the messages: a person, the build task, or GitHub's log.</summary>
internal enum MessageFormat
{
    Text,
    Protocol,
    GitHub,
}
