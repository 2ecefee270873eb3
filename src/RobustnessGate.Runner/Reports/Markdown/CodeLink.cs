using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Reports.Markdown;

/// <summary>A message's code, linked to its page where it is one of the tool's.</summary>
internal static class CodeLink
{
    public static Markup Of(string id) => Codes.TryFind(id) is { } code ? Markup.Link(code.Id, code.HelpLink) : $"{id}";
}
