namespace RobustnessGate.Runner.Reports.Sarif;

/// <summary>Where files are, from the root of the repository that holds them.</summary>
internal static class RepositoryPath
{
    /// <summary>A folder, from the root of its repository; empty for the root, and where there is no repository.</summary>
    public static string Folder(string folder)
    {
        for (var root = new DirectoryInfo(folder); root is not null; root = root.Parent)
        {
            // A file in a worktree or a submodule.
            if (Path.Exists(Path.Combine(root.FullName, ".git")))
                return Path.GetRelativePath(root.FullName, folder) is var path and not "." ? path.Replace('\\', '/') : "";
        }

        return "";
    }

    /// <summary>A file as a URI reference; its name alone where it is not within the repository.</summary>
    /// <param name="folder">Where the path starts, from the root.</param>
    /// <param name="file">The path.</param>
    public static string Uri(string folder, string file)
    {
        var parts = new List<string>();
        var path = file.Replace('\\', '/');
        var isWithin = !path.StartsWith('/') && !path.Contains(':');
        foreach (var part in $"{folder}/{path}".Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                isWithin = false;
            }
        }

        var last = path.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("report.json");
        return string.Join('/', (isWithin && parts.Count > 0 ? parts : [last]).Select(part => System.Uri.EscapeDataString(PlainText.Of(part))));
    }
}
