namespace RobustnessGate.Runner.Messages;

/// <summary>Writes MSBuild's canonical form, which editors and build logs link: <c>App.csproj(12,5): error RG1001: ...</c>.</summary>
internal sealed class TextSink(TextWriter writer) : IMessageSink
{
    private const string Tool = "robustness-gate";

    public void Write(Message message) => writer.WriteLine(Line(message));

    public static string Line(Message message)
    {
        var origin = message.Location?.ToString() ?? Tool;
        return message.Kind switch
        {
            MessageKind.Error => $"{origin}: error {message.Code}: {message.Text}",
            MessageKind.Warning => $"{origin}: warning {message.Code}: {message.Text}",
            _ => message.Text,
        };
    }
}
