namespace RobustnessGate.Tasks;

/// <summary>Paths as project files write them. Nothing here looks at the current directory, which a build shares.</summary>
internal static class ProjectPath
{
    /// <summary>The full path of what a project file names, with either slash, relative to <paramref name="directory"/>.</summary>
    public static string Absolute(string directory, string path) =>
        Path.GetFullPath(Path.Combine(directory, path.Trim().Replace('\\', Path.DirectorySeparatorChar)));

    /// <summary>The path from <paramref name="directory"/> to <paramref name="path"/>, with forward slashes; full where there is none.</summary>
    public static string Relative(string directory, string path)
    {
        var from = directory.Split(Path.DirectorySeparatorChar);
        var to = path.Split(Path.DirectorySeparatorChar);
        var shared = from.Zip(to, (a, b) => string.Equals(a, b, StringComparison.Ordinal)).TakeWhile(same => same).Count();
        // Nothing in common but the root: stepping up to it reads worse than the full path.
        return shared <= 1 ? path : string.Join("/", Enumerable.Repeat("..", from.Length - shared).Concat(to.Skip(shared)));
    }
}
