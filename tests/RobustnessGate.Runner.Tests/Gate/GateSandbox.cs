using System.Text.RegularExpressions;
using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Settings;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Gate;

/// <summary>Runs the whole tool on a real checkpoint and a few real examples, in a folder of its own.</summary>
internal sealed partial class GateSandbox : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public StringWriter Output { get; } = new() { NewLine = "\n" };

    public StringWriter Error { get; } = new() { NewLine = "\n" };

    public string ReportPath => Folder.File("report.json");

    public static MessageLog Silent => new(new TextSink(TextWriter.Null), Verbosity.Quiet);

    /// <summary>Measures in this process.</summary>
    public static IMeasurement Here(GateSettings settings, IProgressView progress, MessageLog log, CancellationToken cancellation) =>
        LocalMeasurement.Prepare(settings, progress, log, ModelWatch.None, cancellation);

    /// <summary>The views' files, in order.</summary>
    public static IEnumerable<string> Views => ReportViews.All.Select(view => view.FileName).Order(StringComparer.Ordinal);

    public Task<int> Run(params string[] options)
    {
        Error.GetStringBuilder().Clear();
        Output.GetStringBuilder().Clear();
        var defaults = new (string Option, string Value)[]
        {
            ("--checkpoint", Fixture.PathOf("fashion-convnet-natural.pt")),
            ("--dataset", Fixture.PathOf("fashion-256.npz")),
            ("--epsilon", "8/255"),
            ("--samples", "24"),
            ("--output", Folder.Path),
            // The number is the process's: runs that chose it by what a pass takes would change it, and each other's last bits, in the middle.
            ("--threads", "1"),
        };
        string[] arguments =
        [
            "run", "--attack", "FGSM", "--attack", "PGD;Steps=2",
            .. defaults.Where(pair => !options.Contains(pair.Option)).SelectMany(pair => new[] { pair.Option, pair.Value }),
            .. options,
        ];
        return GateTool.Run(arguments, new ToolConsole(Output, Error), UseCases.InProcess, TestContext.Current.CancellationToken);
    }

    /// <summary>What <see cref="Run"/> gives, with batches of two.</summary>
    public GateSettings Settings() => SettingsParser.Parse(Given.Attacks(null, "FGSM", "PGD;Steps=2").OverriddenBy(Given.Options(
        (SettingCatalog.Suite, null),
        (SettingCatalog.Checkpoint, Fixture.PathOf("fashion-convnet-natural.pt")),
        (SettingCatalog.Dataset, Fixture.PathOf("fashion-256.npz")),
        (SettingCatalog.Samples, "24"),
        (SettingCatalog.BatchSize, "2"),
        (SettingCatalog.Threads, "1"),
        (SettingCatalog.Output, Folder.Path))));

    /// <summary>The folder's files, the report last.</summary>
    public IEnumerable<string> Files() => Directory.GetFiles(Folder.Path)
        .Select(path => Path.GetFileName(path))
        .Where(name => name != "names.txt")
        .OrderBy(name => name == "report.json").ThenBy(name => name, StringComparer.Ordinal);

    /// <summary>A report without the times, which differ between any two runs.</summary>
    public static string Timeless(string path) => Seconds().Replace(File.ReadAllText(path), "\"seconds\": 0");

    public void Dispose()
    {
        Folder.Dispose();
        Output.Dispose();
        Error.Dispose();
    }

    [GeneratedRegex("\"seconds\": [0-9.E+-]+")]
    private static partial Regex Seconds();
}
