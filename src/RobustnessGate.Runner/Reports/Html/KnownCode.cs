using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Reports.Html;

/// <summary>A message's code; with a title and a page where it is one of the tool's. A report's own addresses are never linked.</summary>
internal sealed record KnownCode(string Id, string? Title, string? Link)
{
    public static KnownCode Of(string id) => Codes.TryFind(id) is { } known ? new KnownCode(known.Id, known.Title, known.HelpLink) : new KnownCode(id, null, null);
}
