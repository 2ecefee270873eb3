using System.Globalization;

namespace RobustnessGate.Tasks;

/// <summary>
/// Name, length and time of every file a verdict rests on. Any difference counts, an older file as much as a newer one:
/// a checkpoint copied into place with its old time stamp is another checkpoint.
/// </summary>
internal static class InputRecord
{
    public static string Write(IEnumerable<string> paths)
    {
        var lines = paths
            .SelectMany(Files)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(file => file, StringComparer.Ordinal)
            .Select(Describe);
        return string.Concat(lines.Select(line => line + "\n"));
    }

    /// <summary>A program and what it loads: a new library beside an unchanged entry point is a new program.</summary>
    public static IReadOnlyList<string> ProgramFiles(string entryPoint)
    {
        var folder = Path.GetDirectoryName(entryPoint);
        if (!Directory.Exists(folder))
        {
            return [entryPoint];
        }

        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".dll" or ".so" or ".dylib" or ".json")
            .Prepend(entryPoint)
            .ToList();
    }

    private static IEnumerable<string> Files(string path)
    {
        if (Directory.Exists(path))
        {
            return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories);
        }

        var siblings = Siblings(path).ToList();
        return File.Exists(path) || siblings.Count == 0 ? siblings.Prepend(path) : siblings;
    }

    // The files of a data set that comes in pairs are named alike: t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, or
    // the project names only what they share, t10k.
    private static IEnumerable<string> Siblings(string path)
    {
        var folder = Path.GetDirectoryName(path);
        var name = Path.GetFileName(path);
        if (!Directory.Exists(folder) || name.Length == 0)
        {
            return [];
        }

        var prefix = name;
        if (File.Exists(path))
        {
            var end = name.IndexOf("images", StringComparison.Ordinal);
            end = end < 0 ? name.IndexOf("labels", StringComparison.Ordinal) : end;
            if (end < 0)
            {
                return [];
            }

            prefix = name.Substring(0, end);
        }

        return Directory.EnumerateFiles(folder)
            .Where(file => Path.GetFileName(file).StartsWith(prefix, StringComparison.Ordinal));
    }

    private static string Describe(string path)
    {
        var file = new FileInfo(path);
        return file.Exists
            ? string.Format(CultureInfo.InvariantCulture, "{0}|{1}|{2}", path, file.Length, file.LastWriteTimeUtc.Ticks)
            : path + "|missing";
    }
}
