using System.Globalization;

namespace RobustnessGate.Runner.Messages;

/// <summary>Writes GitHub's workflow commands, which become annotations at the file and line:
/// <c>::error file=App.csproj,line=12,col=5,title=RG1001::...</c>.</summary>
internal sealed class GitHubSink(TextWriter writer) : IMessageSink
{
    public void Write(Message message)
    {
        writer.WriteLine(message.Kind switch
        {
            MessageKind.Error => $"::error {Properties(message)}::{EscapeText(message.Text)}",
            MessageKind.Warning => $"::warning {Properties(message)}::{EscapeText(message.Text)}",
            _ => message.Text,
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
}
