using System.CommandLine;
using RobustnessGate.Runner.Doctor;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.CommandLine;

/// <summary><c>robustness-gate doctor</c>: what this machine can do, and what is wrong with it.</summary>
internal static class DoctorCommand
{
    public static Command Create(ToolConsole console, Func<string?, IEnumerable<Finding>> examine)
    {
        var libTorch = new Option<string?>(SettingCatalog.LibTorch.Option!) { Description = SettingCatalog.LibTorch.Help, HelpName = SettingCatalog.LibTorch.Hint };
        var command = new Command("doctor", "Say what this machine can do, and what is wrong with it.") { libTorch };
        command.SetAction(result => Report(examine(result.GetValue(libTorch)), console.Out));
        return command;
    }

    private static int Report(IEnumerable<Finding> findings, TextWriter output)
    {
        var exitCode = ExitCode.Pass;
        foreach (var finding in findings)
        {
            output.WriteLine($"{Mark(finding.Health),-8}{finding.Subject + ':',-24}{finding.Value}");
            if (finding.Advice is { } advice)
            {
                output.WriteLine($"{"",8}-> {advice}");
            }

            exitCode = finding.Health == Health.Broken ? ExitCode.CouldNotMeasure : exitCode;
        }

        return exitCode;
    }

    private static string Mark(Health health) => health switch
    {
        Health.Good => "ok",
        Health.Poor => "poor",
        _ => "broken",
    };
}
