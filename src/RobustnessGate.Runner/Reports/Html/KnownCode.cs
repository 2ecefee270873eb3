using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Reports.Html;

/// <summary>A message's code; with a title and a page where it is one of the tool's. A report's own addresses are never linked.</summary>
internal sealed record KnownCode(string Id, string? Title, string? Link, bool Refuses)
{
    public static KnownCode Of(string id) => Codes.All.FirstOrDefault(code => string.Equals(code.Id, id, StringComparison.Ordinal)) is { } known
        ? new KnownCode(known.Id, known.Title, known.HelpLink, known.ExitCode != ExitCode.Pass)
        : new KnownCode(id, null, null, Refuses: false);
}
