using System.Diagnostics;
using System.Globalization;

namespace RobustnessGate.EndToEnd.Tests;

public sealed class CancelledBuildTests(PackedFeed feed)
{
    [Fact]
    public async Task Ctrl_C_stops_the_build_and_the_runner_and_records_no_pass()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A signal cannot be sent to a process on Windows.");
        var cancellation = TestContext.Current.CancellationToken;
        var project = GeneratedProject.WithStub(feed, "0.6").With("RobustAccuracyMin", "0.45").WithEnvironment("ROBUSTNESS_STUB", "hang");
        using var build = project.Start([], out _);
        while (project.Output("stub.pid") is not { } path || new FileInfo(path).Length == 0)
        {
            await Task.Delay(50, cancellation);
        }

        var runner = int.Parse(await File.ReadAllTextAsync(project.Output("stub.pid")!, cancellation), CultureInfo.InvariantCulture);
        using var kill = Process.Start("kill", ["-INT", build.Id.ToString(CultureInfo.InvariantCulture)]);
        var result = build.Wait();

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("error RG3007: ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Process.GetProcesses(), p => p.Id == runner);
        Assert.Null(project.Output("gate.passed"));
    }
}
