using System.Text;

namespace RobustnessGate.Tasks;

/// <summary>Files that are written whole or not at all, and only when they differ.</summary>
internal static class OutputFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <returns>Whether the file was written: it was missing, or its text was another.</returns>
    public static bool Update(string path, string text)
    {
        if (File.Exists(path) && string.Equals(File.ReadAllText(path, Utf8), text, StringComparison.Ordinal))
        {
            return false;
        }

        var temporary = path + ".tmp";
        File.WriteAllText(temporary, text, Utf8);
        File.Delete(path);
        File.Move(temporary, path);
        return true;
    }
}
