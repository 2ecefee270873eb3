using System.Globalization;
using System.Text;

namespace RobustnessGate.Tasks;

/// <summary>
/// Writes the little JSON that the settings file needs: strings, booleans, objects and lists, in the order given.
/// A JSON library would be a dependency inside MSBuild's process, where versions clash.
/// </summary>
internal static class JsonText
{
    public static string Write(object value)
    {
        var text = new StringBuilder();
        Append(text, value, indent: 0);
        return text.Append('\n').ToString();
    }

    private static void Append(StringBuilder text, object value, int indent)
    {
        switch (value)
        {
            case string s:
                AppendString(text, s);
                break;
            case bool b:
                text.Append(b ? "true" : "false");
                break;
            case IReadOnlyList<KeyValuePair<string, object>> members:
                AppendBlock(text, '{', '}', members, indent, member =>
                {
                    AppendString(text, member.Key);
                    text.Append(": ");
                    Append(text, member.Value, indent + 1);
                });
                break;
            case IReadOnlyList<object> items:
                AppendBlock(text, '[', ']', items, indent, item => Append(text, item, indent + 1));
                break;
            default:
                throw new ArgumentException($"No JSON form for {value.GetType()}.", nameof(value));
        }
    }

    private static void AppendBlock<T>(
        StringBuilder text, char open, char close, IReadOnlyList<T> entries, int indent, Action<T> append)
    {
        text.Append(open);
        for (var i = 0; i < entries.Count; i++)
        {
            text.Append(i == 0 ? "\n" : ",\n").Append(' ', 2 * (indent + 1));
            append(entries[i]);
        }

        if (entries.Count > 0)
        {
            text.Append('\n').Append(' ', 2 * indent);
        }

        text.Append(close);
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c is '"' or '\\')
            {
                text.Append('\\').Append(c);
            }
            else if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                text.Append(c).Append(value[++i]);
            }
            else if (c < ' ' || char.IsSurrogate(c))
            {
                // A surrogate without its partner has no UTF-8 form; escaped, it survives.
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(c);
            }
        }

        text.Append('"');
    }
}
