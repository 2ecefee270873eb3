using System.Text.RegularExpressions;

namespace RobustnessGate.Runner.Messages;

/// <summary>What an exception says, fit to stand in brackets within a sentence.</summary>
internal static partial class Reason
{
    /// <summary>The first written line of the message (libtorch's go on with a native stack trace), without its full stop and
    /// without the place in libtorch's source that some of them begin with.</summary>
    public static string Of(Exception exception) =>
        SourcePlace().Replace(exception.Message.Trim().Split('\n', 2, StringSplitOptions.TrimEntries)[0], "").TrimEnd('.', ' ');

    /// <summary>The first sentence of that.</summary>
    public static string InOneSentence(Exception exception) => Of(exception).Split(". ", 2)[0];

    [GeneratedRegex(@"^\[enforce fail at [^\]]*\][ .]*", RegexOptions.CultureInvariant)]
    private static partial Regex SourcePlace();
}
