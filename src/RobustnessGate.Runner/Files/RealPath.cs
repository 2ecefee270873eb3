namespace RobustnessGate.Runner.Files;

/// <summary>Tells whether two paths lead to the same file, through links as well.</summary>
internal static class RealPath
{
    // What an operating system itself follows before it gives up.
    private const int MostLinks = 40;

    private static readonly StringComparison _comparison =
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    public static bool AreSame(string first, string second) => string.Equals(Of(first), Of(second), _comparison);

    /// <summary>The full path with every link on the way followed. What does not exist is left as it is.</summary>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    public static string Of(string path) => Of(path, MostLinks);

    private static string Of(string path, int links)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent)
            return full;
        if (links == 0)
            throw new IOException($"'{path}' is a link that leads in a circle");

        var real = Path.Combine(Of(parent, links), Path.GetFileName(full));
        return new FileInfo(real).LinkTarget is { } target ? Of(Path.Combine(Path.GetDirectoryName(real)!, target), links - 1) : real;
    }
}
