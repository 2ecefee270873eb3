using System.Text.RegularExpressions;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.GitHub;

/// <summary>The invisible first line by which the tool knows a text of its own. Anybody can write one, so the author counts, too.</summary>
internal sealed partial record Marker(string GateId)
{
    public const string DefaultId = "default";

    /// <exception cref="GateException">RG0008: it could end the comment that hides it.</exception>
    public static Marker Of(string gateId) => Id().IsMatch(gateId)
        ? new Marker(gateId)
        : throw new GateException(Codes.InvalidCommandLine, $"--gate-id is '{gateId}'; write up to 64 letters, digits, dots and underscores, with single hyphens between them.");

    public override string ToString() => $"<!-- robustness-gate:v1:{GateId} -->";

    /// <summary>Whether the tool wrote the text, as <paramref name="author"/>.</summary>
    public bool IsOn(string? body, Account? user, string author) =>
        body is not null
        && body.StartsWith(ToString(), StringComparison.Ordinal)
        && string.Equals(user?.Login, author, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^(?=.{1,64}$)[A-Za-z0-9_.]+(-[A-Za-z0-9_.]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Id();
}
