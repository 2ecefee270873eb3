using System.CommandLine;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tuning;
using Spectre.Console;

namespace RobustnessGate.Runner.CommandLine;

/// <summary><c>robustness-gate tune</c>: continues training until the model is robust.</summary>
internal static class TuneCommand
{
    public static Command Create(ToolConsole console, UseCase<TuneSettings, TunedModel> tune) =>
        new UseCaseCommand<TuneSettings, TunedModel>(console, "tune", "Continue training adversarially from a checkpoint, and write a tuned one beside it.")
        {
            Settings = new SettingOptions(SettingCatalog.Tuning, [SettingCatalog.Checkpoint, SettingCatalog.TrainingData, SettingCatalog.Epsilon]),
            Document = "the manifest of the tuned checkpoint",
            Parse = SettingsParser.ParseTuning,
            Run = tune,
            View = (_, tuned) => new View(tuned),
        }.Command;

    private sealed class View(TunedModel tuned) : IResultView
    {
        public string Document() => TunedManifest.Text(tuned.Manifest);

        public string Line() => TuneSummary.Line(tuned);

        public void Write(IAnsiConsole console) => TuneSummary.Write(console, tuned);

        public int Conclude(MessageLog log) => ExitCode.Pass;
    }
}
