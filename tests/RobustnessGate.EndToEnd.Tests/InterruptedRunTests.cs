using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace RobustnessGate.EndToEnd.Tests;

/// <summary>Runs that end in the middle of the attack: cancelled, killed, out of time. Nothing half done is left, and the next build measures.</summary>
public sealed class InterruptedRunTests(PackedFeed feed)
{
    [Fact]
    public async Task A_run_that_ends_early_leaves_nothing_half_done_and_the_next_build_measures()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The runner is found in /proc, and signals are sent to it.");
        var project = GeneratedProject.WithModel(feed, Fixture.Robust)
            .With("RobustAccuracyMin", "0.5").With("RobustnessSamples", "256").With("RobustnessBatchSize", "8")
            .WithItem("""<RobustnessAttack Include="PGD" Steps="100" Condition="'$(Short)' != 'true'" />""");

        var cancelled = await BuildUntilAttacking(project, (build, _) => Signal("-INT", build));
        AssertNothingIsLeft(project, cancelled, "RG3007");

        var killed = await BuildUntilAttacking(project, (_, runner) => Signal("-KILL", runner));
        AssertNothingIsLeft(project, killed, "RG3005");
        Assert.Contains("exit code 137", Assert.Single(killed.Errors).Text, StringComparison.Ordinal);

        var late = project.Build("--no-restore", "-p:RobustnessTimeout=0.05");
        AssertNothingIsLeft(project, late, "RG3006");

        var next = project.Build("--no-restore", "-p:Short=true");
        Assert.True(next.Succeeded, next.Output);
        Assert.Contains("\"verdict\": \"pass\"", project.Report(), StringComparison.Ordinal);
    }

    private static async Task<BuildResult> BuildUntilAttacking(GeneratedProject project, Action<int, int> interrupt)
    {
        using var build = project.Start(["-v:n"], out var log);
        await build.WaitFor(" examples; ", TestContext.Current.CancellationToken).ConfigureAwait(false);
        interrupt(build.Id, Assert.Single(Runners(project)));
        return BuildResult.Read(build.Wait(), log);
    }

    private static void AssertNothingIsLeft(GeneratedProject project, BuildResult build, string code)
    {
        Assert.False(build.Succeeded, build.Output);
        Assert.Equal(code, Assert.Single(build.Errors).Code);
        Assert.Empty(Runners(project));
        // The journal is what the next run goes on from.
        Assert.Equal(["inputs.cache", "measurement.journal", "settings.json"], Directory.EnumerateFiles(Path.GetDirectoryName(project.Output("settings.json"))!).Select(Path.GetFileName).Order());
    }

    private static void Signal(string signal, int process) =>
        Process.Start("kill", [signal, process.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    // The only processes that name the project's settings file on their command line.
    private static List<int> Runners(GeneratedProject project)
    {
        var settings = Path.Combine(project.Folder, "obj", "Debug", "net10.0", "robustness", "settings.json");
        return [.. Process.GetProcesses().Select(process => process.Id).Where(id => CommandLine(id).Split('\0').Contains(settings, StringComparer.Ordinal))];
    }

    private static string CommandLine(int process)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{process}/cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
