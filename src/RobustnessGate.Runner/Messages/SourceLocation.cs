using System.Globalization;
using System.Text.RegularExpressions;

namespace RobustnessGate.Runner.Messages;

/// <summary>A place in a file, written <c>App.csproj(12,5)</c> as MSBuild writes it.</summary>
internal sealed partial record SourceLocation(string File, int Line, int Column)
{
    public static SourceLocation? Parse(string text)
    {
        var match = Canonical().Match(text);
        if (!match.Success)
        {
            return null;
        }

        return int.TryParse(match.Groups["line"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            && int.TryParse(match.Groups["column"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var column)
            ? new SourceLocation(match.Groups["file"].Value, line, column)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column})");

    [GeneratedRegex(@"^(?<file>.+)\((?<line>[0-9]+),(?<column>[0-9]+)\)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Canonical();
}
