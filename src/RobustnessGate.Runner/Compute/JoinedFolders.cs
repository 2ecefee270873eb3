namespace RobustnessGate.Runner.Compute;

/// <summary>
/// Makes several folders of libraries one to the system's loader: CUDA's packages have in one folder what a library in another needs, under
/// names by which only a library beside it is found.
/// </summary>
internal static class JoinedFolders
{
    /// <returns>The folders to load from.</returns>
    public static IReadOnlyList<string> Join(IReadOnlyList<string> folders)
    {
        if (folders.Count == 1)
        {
            return folders;
        }

        if (OperatingSystem.IsWindows())
        {
            Environment.SetEnvironmentVariable("PATH", string.Join(Path.PathSeparator, folders.Append(Environment.GetEnvironmentVariable("PATH"))));
            return folders;
        }

        return [Links(folders)];
    }

    // There until the process ends: some libraries are loaded when they are first needed.
    private static string Links(IReadOnlyList<string> folders)
    {
        var joined = Directory.CreateTempSubdirectory("robustness-gate-libtorch-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(joined, recursive: true);
        foreach (var file in folders.SelectMany(Directory.EnumerateFiles).DistinctBy(Path.GetFileName, StringComparer.Ordinal))
        {
            File.CreateSymbolicLink(Path.Combine(joined, Path.GetFileName(file)), file);
        }

        return joined;
    }
}
