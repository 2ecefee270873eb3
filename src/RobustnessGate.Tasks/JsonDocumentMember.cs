namespace RobustnessGate.Tasks;

/// <summary>
/// Reads one text member of a complete JSON object. The framework's own reader takes a truncated document for a whole one,
/// and half a report must prove nothing.
/// </summary>
internal static class JsonDocumentMember
{
    /// <summary>The member's text as it stands between the quotes; null when the document is broken off, or has no such text.</summary>
    public static string? Read(string json, string name)
    {
        var open = new Stack<char>();
        string? key = null;
        string? text = null;
        string? found = null;
        for (var i = 0; i < json.Length; i++)
        {
            switch (json[i])
            {
                case '"':
                    var end = EndOfString(json, i);
                    if (end < 0)
                    {
                        return null;
                    }

                    text = json.Substring(i + 1, end - i - 1);
                    if (open.Count == 1 && string.Equals(key, name, StringComparison.Ordinal))
                    {
                        found = text;
                    }

                    i = end;
                    break;
                case ':' when open.Count == 1:
                    key = text;
                    break;
                case ',' when open.Count == 1:
                    key = null;
                    break;
                case '{' or '[':
                    open.Push(json[i]);
                    break;
                case '}' or ']':
                    if (open.Count == 0 || open.Pop() != (json[i] == '}' ? '{' : '['))
                    {
                        return null;
                    }

                    break;
            }
        }

        return open.Count == 0 ? found : null;
    }

    private static int EndOfString(string json, int start)
    {
        for (var i = start + 1; i < json.Length; i++)
        {
            if (json[i] == '\\')
            {
                i++;
            }
            else if (json[i] == '"')
            {
                return i;
            }
        }

        return -1;
    }
}
