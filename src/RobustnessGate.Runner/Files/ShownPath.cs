namespace RobustnessGate.Runner.Files;

/// <summary>How messages write a path: from the current folder, with the same separators everywhere.</summary>
internal static class ShownPath
{
    public static string Of(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path).Replace('\\', '/');
}
