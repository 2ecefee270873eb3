using System.Globalization;

namespace RobustnessGate.Runner.Messages;

/// <summary>Writes one line a message for the build task:
/// <c>##robustness-gate|kind|code|file|line|column|helpLink|text</c>. In every field <c>%</c>, <c>|</c> and line ends are
/// percent-encoded, so a line splits at <c>|</c>.</summary>
internal sealed class ProtocolSink(TextWriter writer) : IMessageSink
{
    public const string Prefix = "##robustness-gate";

    public void Write(Message message)
    {
        string[] fields =
        [
            Kind(message.Kind),
            message.Code?.Id ?? "",
            message.Location?.File ?? "",
            message.Location?.Line.ToString(CultureInfo.InvariantCulture) ?? "",
            message.Location?.Column.ToString(CultureInfo.InvariantCulture) ?? "",
            message.Code?.HelpLink ?? "",
            message.Text,
        ];
        writer.WriteLine($"{Prefix}|{string.Join('|', fields.Select(Escape))}");
        // The reader is another process: a line that waits in a buffer is progress nobody sees.
        writer.Flush();
    }

    private static string Kind(MessageKind kind) => kind switch
    {
        MessageKind.Error => "error",
        MessageKind.Warning => "warning",
        MessageKind.Progress => "progress",
        _ => "info",
    };

    private static string Escape(string field) => field
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("|", "%7C", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);
}
