namespace RobustnessGate.Tasks.Tests;

public sealed class RunnerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_named_assembly_is_started_with_dotnet_exec()
    {
        var path = folder.Write("own/Runner.dll", "");

        var runner = Runner.Find("own/Runner.dll", folder.Write("package/Runner.dll", ""), "/sdk/dotnet", folder.FullPath);

        Assert.Equal(["/sdk/dotnet", "exec", path], Command(runner));
    }

    [Fact]
    public void A_named_program_is_started_as_it_is()
    {
        var path = folder.Write("own/robustness-gate", "");

        Assert.Equal([path], Command(Runner.Find(@"own\robustness-gate", null, "dotnet", folder.FullPath)));
    }

    [Fact]
    public void A_named_runner_that_is_missing_is_not_replaced_by_another() =>
        Assert.Null(Runner.Find("own/Runner.dll", folder.Write("package/Runner.dll", ""), "dotnet", folder.FullPath));

    [Fact]
    public void The_packages_own_runner_comes_before_the_local_tool()
    {
        folder.Write("dotnet-tools.json", """{ "tools": { "robustnessgate.runner": { "commands": ["robustness-gate"] } } }""");
        var packaged = folder.Write("package/Runner.dll", "");

        Assert.Equal(["dotnet", "exec", packaged], Command(Runner.Find("", packaged, "dotnet", folder.FullPath)));
    }

    [Theory]
    [InlineData("dotnet-tools.json")]
    [InlineData(".config/dotnet-tools.json")]
    public void The_local_tool_is_found_in_a_manifest_above_the_project(string manifest)
    {
        folder.Write(manifest, """{ "tools": { "robustnessgate.runner": { "commands": ["robustness-gate"] } } }""");
        Directory.CreateDirectory(folder["src/App"]);

        var runner = Runner.Find("", folder["package/Runner.dll"], "dotnet", folder["src/App"]);

        Assert.Equal(["dotnet", "tool", "run", "robustness-gate", "--"], Command(runner));
    }

    [Fact]
    public void A_manifest_without_the_tool_does_not_count()
    {
        folder.Write("dotnet-tools.json", """{ "tools": { "other": { "commands": ["other"] } } }""");

        Assert.Null(Runner.Find(null, null, "dotnet", folder.FullPath));
    }

    private static string[] Command(Runner? runner) => runner is null ? [] : [runner.Tool, .. runner.Arguments];
}
