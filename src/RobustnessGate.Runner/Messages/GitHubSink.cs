using System.Globalization;
using System.Text.RegularExpressions;

namespace RobustnessGate.Runner.Messages;

/// <summary>Writes GitHub's workflow commands, which become annotations at the file and line:
/// <c>::error file=App.csproj,line=12,col=5,title=RG1001::...</c>. Everything else is text, and no command whatever it holds.</summary>
internal sealed partial class GitHubSink(TextWriter writer) : IMessageSink
{
    /// <summary>GitHub shows so many annotations of a kind in a step, and none of those after them.</summary>
    private const int MostOfAKind = 10;

    private readonly Dictionary<MessageKind, int> written = [];

    public void Write(Message message)
    {
        var before = written.GetValueOrDefault(message.Kind);
        written[message.Kind] = before + 1;
        writer.WriteLine(message.Kind switch
        {
            MessageKind.Error when before < MostOfAKind => $"::error {Properties(message)}::{EscapeText(message.Text)}",
            MessageKind.Warning when before < MostOfAKind => $"::warning {Properties(message)}::{EscapeText(message.Text)}",
            _ => CommandStart().Replace(TextSink.Line(message), "\u200b"),
        });
    }

    private static string Properties(Message message)
    {
        var title = $"title={EscapeProperty(message.Code?.Id ?? "")}";
        return message.Location is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"file={EscapeProperty(at.File)},line={at.Line},col={at.Column},{title}")
            : title;
    }

    private static string EscapeText(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeProperty(string text) => EscapeText(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);

    /// <summary>Where a space of no width keeps GitHub from reading a command: before two colons that begin a line, and within <c>##[</c>.</summary>
    [GeneratedRegex(@"(?<=^|[\r\n])(?=\s*::)|(?<=##)(?=\[)", RegexOptions.CultureInvariant)]
    private static partial Regex CommandStart();
}
