using System.Globalization;
using System.Text;

namespace RobustnessGate.Tasks;

internal enum MessageKind
{
    Error,
    Warning,
    Info,
    Progress,
}

/// <summary>
/// One line of the runner's protocol:
/// <c>##robustness-gate|kind|code|file|line|column|helpLink|text</c>, each field with <c>%</c>, <c>|</c>, CR and LF
/// percent-escaped.
/// </summary>
internal sealed record ProtocolMessage(
    MessageKind Kind, string Code, string File, int Line, int Column, string HelpLink, string Text)
{
    private const string Prefix = "##robustness-gate|";
    private const int Fields = 7;

    public static bool IsProtocolLine(string line) => line.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The message in a protocol line, or null when the line is broken or from a protocol this version does not know.</summary>
    public static ProtocolMessage? Parse(string line)
    {
        if (!IsProtocolLine(line))
        {
            return null;
        }

        var fields = line.Substring(Prefix.Length).TrimEnd('\r').Split('|').Select(Unescape).ToArray();
        if (fields.Length != Fields
            || Array.Exists(fields, field => field is null)
            || Kinds(fields[0]) is not { } kind
            || Number(fields[3]) is not { } lineNumber
            || Number(fields[4]) is not { } column)
        {
            return null;
        }

        return new ProtocolMessage(kind, fields[1]!, fields[2]!, lineNumber, column, fields[5]!, fields[6]!);
    }

    private static MessageKind? Kinds(string? name) => name switch
    {
        "error" => MessageKind.Error,
        "warning" => MessageKind.Warning,
        "info" => MessageKind.Info,
        "progress" => MessageKind.Progress,
        _ => null,
    };

    // A message without a place leaves the numbers empty.
    private static int? Number(string? text)
    {
        if (text is not { Length: > 0 })
        {
            return 0;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string? Unescape(string field)
    {
        if (field.IndexOf('%') < 0)
        {
            return field;
        }

        var text = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] != '%')
            {
                text.Append(field[i]);
                continue;
            }

            if (Escaped(field, i + 1) is not { } c)
            {
                return null;
            }

            text.Append(c);
            i += 2;
        }

        return text.ToString();
    }

    private static char? Escaped(string field, int start) =>
        start + 2 > field.Length ? null : field.Substring(start, 2).ToUpperInvariant() switch
        {
            "25" => '%',
            "7C" => '|',
            "0D" => '\r',
            "0A" => '\n',
            _ => null,
        };
}
