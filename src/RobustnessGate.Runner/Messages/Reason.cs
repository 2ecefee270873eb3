namespace RobustnessGate.Runner.Messages;

/// <summary>What an exception says, fit to stand in brackets within a sentence.</summary>
internal static class Reason
{
    /// <summary>The first written line of the message (libtorch's go on with a native stack trace), without its full stop.</summary>
    public static string Of(Exception exception) => exception.Message.Trim().Split('\n', 2, StringSplitOptions.TrimEntries)[0].TrimEnd('.', ' ');
}
