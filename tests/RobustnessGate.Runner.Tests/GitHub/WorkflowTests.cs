using System.Text.RegularExpressions;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.GitHub;

/// <summary>The action and the workflows that users call, and those that the documentation has them copy.</summary>
public sealed partial class WorkflowTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static string[] Workflows => [.. Directory.EnumerateFiles(Repository.Path(".github", "workflows"), "*.yml").Order(StringComparer.Ordinal)];

    private static string[] OfUsers => [Repository.Path("action.yml"), .. Workflows];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_linter_finds_nothing_in_the_workflows()
    {
        Assert.Equal((0, ""), NodeTools.LintWorkflows(Workflows));
    }

    [Fact]
    public void The_linter_finds_nothing_in_the_workflows_that_the_documentation_shows()
    {
        string[] examples = [.. Example().Matches(Repository.Read("docs", "github.md")).Select((match, i) => folder.Write($"{i}.yml", match.Groups["yaml"].Value))];
        Assert.InRange(examples.Length, 5, 50);
        Assert.Equal((0, ""), NodeTools.LintWorkflows(examples));
    }

    [Fact]
    public void The_linter_finds_an_expression_that_is_wrong()
    {
        var broken = File.ReadAllText(Workflows[0]).Replace("github.workflow ", "github.wrkflow ", StringComparison.Ordinal);
        var (exitCode, output) = NodeTools.LintWorkflows(folder.Write("broken.yml", broken));
        Assert.Equal(1, exitCode);
        Assert.Contains("wrkflow", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_action_of_others_is_pinned_to_a_commit()
    {
        var used = OfUsers.SelectMany(path => Used().Matches(File.ReadAllText(path)).Select(match => match.Groups["action"].Value)).ToList();
        Assert.NotEmpty(used);
        Assert.All(used.Where(action => !action.StartsWith("robustness-gate/", StringComparison.Ordinal)), action => Assert.Matches("^[^@]+@[0-9a-f]{40} # v[0-9]+[.][0-9]+[.][0-9]+$", action));
    }

    [Fact]
    public void No_script_has_an_expression_in_it()
    {
        var scripts = OfUsers.SelectMany(path => Scripts(File.ReadAllText(path))).ToList();
        Assert.InRange(scripts.Count, 10, 50);
        Assert.All(scripts, script => Assert.DoesNotContain("${{", script, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_action_ends_as_the_gate_does(int status)
    {
        Stub("robustness-gate/robustness-gate", $"echo \"$@\" > \"$RUNNER_TEMP/arguments\"; exit {status}");
        var (exitCode, _) = Bash(Script(Repository.Read("action.yml"), "Gate"), ("CONFIG", "my gate.json"), ("PROJECT", ""), ("OUTPUT", ""));
        Assert.Equal(status, exitCode);
        Assert.Equal($"run --config my gate.json --output {folder.Path}/robustness-report\n", File.ReadAllText(folder.File("arguments")));
        Assert.Contains($"report={folder.Path}/robustness-report/report.json\n", File.ReadAllText(folder.File("github-output")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_comment_s_workflow_takes_one_file_out_of_the_artifact()
    {
        Needed.Here(File.Exists("/usr/bin/unzip"), "unzip is not installed; eng/test-tools.sh installs it.");
        File.WriteAllBytes(folder.File("hostile.zip"), NpzBytes.Archive(("../../evil", "x"u8.ToArray()), ("report.json", "{}"u8.ToArray()), ("gh", "x"u8.ToArray())));
        Stub("bin/gh", "case \"$*\" in *zip) cat \"$RUNNER_TEMP/hostile.zip\";; *) echo '7 100';; esac");
        var before = Directory.EnumerateFileSystemEntries(folder.Path).Count();
        Assert.Equal((0, ""), Take());
        Assert.Equal("{}", File.ReadAllText(folder.File("report.json")));
        Assert.Equal("found=true\n", File.ReadAllText(folder.File("github-output")));
        // The archive, the report, and what the step says.
        Assert.Equal(before + 3, Directory.EnumerateFileSystemEntries(folder.Path).Count());
    }

    [Fact]
    public void The_comment_s_workflow_refuses_an_artifact_that_is_too_large_and_goes_without_one()
    {
        Stub("bin/gh", "echo '7 99999999999'");
        var (exitCode, output) = Take();
        Assert.Equal(1, exitCode);
        Assert.Contains("::error title=RobustnessGate::The artifact has 99999999999 bytes", output, StringComparison.Ordinal);
        Stub("bin/gh", "true");
        Assert.Equal((0, "The run has no artifact 'robustness-gate': it ended before it measured.\n"), Take());
    }

    private (int ExitCode, string Output) Take() => Bash(
        Script(Repository.Read(".github", "workflows", "comment.yml"), "Take the report out of the artifact"),
        ("ARTIFACT", "robustness-gate"), ("RUN_ID", "1"), ("GITHUB_REPOSITORY", "shop/models"));

    private void Stub(string name, string script)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
        var path = folder.Write(name, $"#!/bin/bash\n{script}\n");
        Assert.Equal((0, ""), ChildProcess.Run("chmod", ["+x", path]));
    }

    /// <summary>Runs a step as GitHub's runner does.</summary>
    private (int ExitCode, string Output) Bash(string script, params (string Name, string Value)[] variables) => ChildProcess.Run(
        "bash",
        ["-e", "-c", script],
        [.. variables, ("RUNNER_TEMP", folder.Path), ("GITHUB_OUTPUT", folder.File("github-output")), ("PATH", $"{folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}")]);

    private static IEnumerable<string> Scripts(string workflow) => Run().Matches(workflow).Select(match => match.Groups["script"].Value);

    private static string Script(string workflow, string step)
    {
        var lines = Run().Match(workflow[workflow.IndexOf($"- name: {step}\n", StringComparison.Ordinal)..]).Groups["script"].Value.Split('\n').Skip(1).ToList();
        var indent = lines[0].Length - lines[0].TrimStart().Length;
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : line));
    }

    [GeneratedRegex("^```yaml\n(?<yaml>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();

    [GeneratedRegex("^ *(- )?uses: (?<action>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Used();

    [GeneratedRegex(@"^(?<indent> *)(- )?run: (?<script>[^|\n].*|\|\n((\k<indent>  .*)?\n)+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Run();
}
