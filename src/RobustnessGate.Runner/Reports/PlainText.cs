using System.Globalization;
using System.Text;

namespace RobustnessGate.Runner.Reports;

/// <summary>Text from outside (names of files and classes, messages) as every view may show it: on one line, no longer than anybody reads, and
/// with signs that act instead of showing (controls, marks that turn the direction of writing) written as their numbers.</summary>
internal static class PlainText
{
    /// <summary>Longer than every message of the tool.</summary>
    public const int MostSigns = 600;

    public static string Of(string text)
    {
        var shown = new StringBuilder();
        var signs = 0;
        foreach (var sign in text.EnumerateRunes())
        {
            if (++signs > MostSigns)
            {
                return shown.Append('…').ToString();
            }

            Append(shown, sign);
        }

        return shown.ToString().TrimEnd();
    }

    private static void Append(StringBuilder shown, Rune sign)
    {
        if (Rune.IsWhiteSpace(sign))
        {
            if (shown.Length > 0 && shown[^1] != ' ')
            {
                shown.Append(' ');
            }
        }
        else if (Acts(sign))
        {
            shown.Append(CultureInfo.InvariantCulture, $"<U+{sign.Value:X4}>");
        }
        else
        {
            shown.Append(sign);
        }
    }

    private static bool Acts(Rune sign) =>
        Rune.GetUnicodeCategory(sign) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
