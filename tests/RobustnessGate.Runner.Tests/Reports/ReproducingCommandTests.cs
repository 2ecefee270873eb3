using CsCheck;
using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Reports;

public class ReproducingCommandTests
{
    [Fact]
    public async Task The_tool_understands_the_command_and_measures_the_same_by_it()
    {
        GateSettings? asked = null;
        var useCases = UseCases.InProcess with
        {
            Measure = (settings, _, _, _) =>
            {
                asked = settings;
                return SampleReport.Failed;
            },
        };
        await GateTool.Run(Arguments(SampleReport.Failed), new ToolConsole(TextWriter.Null, TextWriter.Null), useCases, CancellationToken.None);
        Assert.NotNull(asked);
        var report = SampleReport.Failed;
        Assert.Equal(
            (report.ThreatModel.Norm, report.ThreatModel.Epsilon, report.Seed, (int?)report.Metrics.Examples, report.Thresholds.RobustAccuracyMin),
            (asked.ThreatModel.Norm.Name, asked.ThreatModel.Epsilon, asked.Seed, asked.Samples, asked.Thresholds.RobustAccuracyMin));
        Assert.Equal(report.Attacks.Select(attack => attack.Name), asked.Suite.Attacks.Select(attack => attack.Name));
    }

    [Fact]
    public void A_shell_reads_every_name_as_it_is()
    {
        HostileReport.Text.Where(text => PlainText.Of(text).Length > 0).Sample(
            text =>
            {
                var report = SampleReport.Failed with { Inputs = SampleReport.Failed.Inputs with { Checkpoint = new FileEntry(text, "") } };
                Assert.Equal(PlainText.Of(text), Arguments(report)[2]);
            },
            iter: 50);
    }

    private static string[] Arguments(ReportDocument report)
    {
        var (exitCode, output) = ChildProcess.Run("bash", ["-c", $"robustness-gate() {{ printf '%s\\n' \"$@\"; }}\n{ReproducingCommand.Of(report)}"]);
        Assert.Equal(ExitCode.Pass, exitCode);
        return output.TrimEnd('\n').Split('\n');
    }
}
