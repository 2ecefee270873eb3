using System.Globalization;
using System.Text.RegularExpressions;

namespace RobustnessGate.Tasks;

/// <summary>Where a property is declared. The file is relative to the project's folder, so that reports do not depend on the machine.</summary>
internal sealed record Declaration(string File, int Line, int Column)
{
    private static readonly Regex Pattern =
        new(@"^(?<file>.+)\((?<line>\d{1,9}),(?<column>\d{1,9})\)$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "{0}({1},{2})", File, Line, Column);

    public static Declaration? Parse(string? text)
    {
        var match = Pattern.Match(text ?? "");
        if (!match.Success)
        {
            return null;
        }

        return new Declaration(match.Groups["file"].Value, Number(match, "line"), Number(match, "column"));
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
}
