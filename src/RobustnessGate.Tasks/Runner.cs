namespace RobustnessGate.Tasks;

/// <summary>How the runner is started, and the files that make it what it is.</summary>
internal sealed record Runner(string Tool, IReadOnlyList<string> Arguments, IReadOnlyList<string> Files)
{
    private static readonly string[] ManifestNames = ["dotnet-tools.json", ".config/dotnet-tools.json"];

    /// <summary>The runner the project names, else the one in the package, else the local tool; null when there is none.</summary>
    public static Runner? Find(string? named, string? packaged, string dotnet, string projectDirectory)
    {
        if (named is { Length: > 0 })
        {
            return FromFile(ProjectPath.Absolute(projectDirectory, named), dotnet);
        }

        return (packaged is { Length: > 0 } ? FromFile(packaged, dotnet) : null) ?? FromToolManifest(dotnet, projectDirectory);
    }

    public static Problem NotFound(string? named, string projectDirectory) =>
        new(Codes.RunnerNotFound, named is { Length: > 0 }
            ? $"The runner named by RobustnessRunner, {ProjectPath.Absolute(projectDirectory, named)}, does not exist; correct the path, or remove the property to use the package's own."
            : "This package carries no robustness runner and no tool manifest names one; run 'dotnet new tool-manifest' and 'dotnet tool install RobustnessGate.Runner', or set RobustnessRunner to its path.");

    private static Runner? FromFile(string path, string dotnet)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        return path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? new Runner(dotnet, ["exec", path], InputRecord.ProgramFiles(path))
            : new Runner(path, [], [path]);
    }

    private static Runner? FromToolManifest(string dotnet, string projectDirectory)
    {
        for (var folder = new DirectoryInfo(projectDirectory); folder is not null; folder = folder.Parent)
        {
            var manifest = ManifestNames
                .Select(name => Path.Combine(folder.FullName, name))
                .FirstOrDefault(path => File.Exists(path) && File.ReadAllText(path).Contains("\"robustness-gate\""));
            if (manifest is not null)
            {
                return new Runner(dotnet, ["tool", "run", "robustness-gate", "--"], [manifest]);
            }
        }

        return null;
    }
}
