using System.Globalization;
using Microsoft.Build.Framework;

namespace RobustnessGate.Tasks;

/// <summary>
/// Writes down everything a verdict rests on, the settings and the identity of every file, and withdraws a recorded
/// pass as soon as any of it has changed. It measures nothing.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PrepareRobustnessGate : Microsoft.Build.Utilities.Task
{
    private const string TunedKey = "fineTunedCheckpoint";

    private static readonly string[] Thresholds =
        ["RobustAccuracyMin", "AttackSuccessRateMax", "CleanAccuracyMin", "RobustAccuracyMaxDrop"];

    /// <summary>The gate's properties: the name, with metadata <c>Value</c>, <c>Kind</c> (<c>path</c>, <c>paths</c>) and <c>Key</c>.</summary>
    [Required]
    public ITaskItem[] Settings { get; set; } = [];

    /// <summary>The <c>RobustnessAttack</c> items.</summary>
    public ITaskItem[] Attacks { get; set; } = [];

    /// <summary>The <c>RobustnessFineTune</c> items.</summary>
    public ITaskItem[] FineTune { get; set; } = [];

    /// <summary>Full path of the project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Full path of the Directory.Build.props that applies, if any.</summary>
    public string? DirectoryBuildProps { get; set; }

    /// <summary>Full path of the Directory.Build.targets that applies, if any.</summary>
    public string? DirectoryBuildTargets { get; set; }

    /// <summary>Full path of the folder for settings and reports.</summary>
    [Required]
    public string OutputDirectory { get; set; } = "";

    /// <summary><c>error</c> or <c>warn</c>.</summary>
    public string? Mode { get; set; }

    /// <summary>The text of <c>RobustnessGateEnabled</c>.</summary>
    public string? Enabled { get; set; }

    /// <summary>The text of <c>RobustnessTimeout</c>.</summary>
    public string? TimeLimit { get; set; }

    /// <summary>The <c>dotnet</c> that runs the build.</summary>
    [Required]
    public string DotNet { get; set; } = "";

    /// <summary>The runner that the project names, if any.</summary>
    public string? NamedRunner { get; set; }

    /// <summary>Where the package carries its runner.</summary>
    public string? PackagedRunner { get; set; }

    /// <summary>One sentence, if there is no libtorch for the runner.</summary>
    public string? LibTorchProblem { get; set; }

    /// <summary>Whether the runner can be started.</summary>
    [Output]
    public bool Ready { get; private set; }

    /// <summary>Where the checkpoint is declared, as <c>file(line,column)</c>: the place of messages that have no other.</summary>
    [Output]
    public string Place { get; private set; } = "";

    /// <summary>Where the tuned checkpoint goes, if the run makes one: a file, or what the names of such files begin with.</summary>
    [Output]
    public string TunedCheckpoint { get; private set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var warnOnly = GateMode.IsWarn(Mode);
        var log = new GateLog(Log, ProjectFile, warnOnly);
        var settings = ReadSettings();
        TunedCheckpoint = settings.Find(s => string.Equals(s.Key, TunedKey, StringComparison.Ordinal))?.Value ?? Path.Combine(OutputDirectory, "tuned.");
        var output = new GateOutput(OutputDirectory, TunedCheckpoint);
        var finder = new DeclarationFinder(ProjectFile, DirectoryBuildProps, DirectoryBuildTargets, GlobalProperties());
        Declaration? Find(string property, string? value) => finder.Find(property, value ?? "");

        log.DefaultPlace = PlaceOfGate(settings, finder) ?? log.DefaultPlace;
        Place = log.DefaultPlace.ToString();

        var runner = Runner.Find(NamedRunner, PackagedRunner, DotNet, ProjectDirectory);
        var problem = FindProblem(settings, runner);
        if (problem is not var (what, property, value))
        {
            Ready = Write(() => Record(output, settings, runner!, finder), log, finder);
            return Ready || warnOnly;
        }

        log.Error(what, Find(property, value));
        Write(output.WithdrawPass, log, finder);
        return warnOnly;
    }

    private string ProjectDirectory => Path.GetDirectoryName(ProjectFile) ?? "";

    private void Record(GateOutput output, List<Setting> settings, Runner runner, DeclarationFinder finder)
    {
        var text = GateSettings.Write(settings, Attacks, FineTune, setting => finder.Find(setting.Property, ValueAsWritten(setting)));
        var inputs = settings.SelectMany(FilesOf).Concat(runner.Files);
        output.Record(text, InputRecord.Write(inputs));
    }

    private bool Write(Action write, GateLog log, DeclarationFinder finder)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception e) when (GateOutput.IsNotWritable(e))
        {
            log.Error(GateOutput.NotWritable(OutputDirectory, e), finder.Find("RobustnessOutput", OutputDirectory));
            return false;
        }
    }

    private static IReadOnlyList<string> FilesOf(Setting setting) => setting.Key switch
    {
        // What a run writes is no input of it.
        "output" or TunedKey => [],
        "assembly" => InputRecord.ProgramFiles(setting.Value),
        _ => setting.Paths,
    };

    private List<Setting> ReadSettings() =>
        Settings
            .Select(Setting.From)
            .Where(s => !string.IsNullOrWhiteSpace(s.Value))
            .Select(s => s.In(ProjectDirectory))
            .ToList();

    // A path was made absolute; its declaration holds what the user wrote.
    private string ValueAsWritten(Setting setting) =>
        Settings.First(item => string.Equals(item.ItemSpec, setting.Property, StringComparison.Ordinal)).GetMetadata("Value");

    private Declaration? PlaceOfGate(List<Setting> settings, DeclarationFinder finder) =>
        settings.Where(s => string.Equals(s.Key, "checkpoint", StringComparison.Ordinal))
            .Select(s => finder.Find(s.Property, ValueAsWritten(s)))
            .FirstOrDefault();

    private (Problem What, string Property, string? Value)? FindProblem(List<Setting> settings, Runner? runner)
    {
        if (!GateMode.IsValid(Mode))
        {
            return (Invalid("RobustnessGateMode", Mode, "error or warn"), "RobustnessGateMode", Mode);
        }

        if (!string.IsNullOrWhiteSpace(Enabled) && !bool.TryParse(Enabled, out _))
        {
            return (Invalid("RobustnessGateEnabled", Enabled, "true or false"), "RobustnessGateEnabled", Enabled);
        }

        if (Tasks.TimeLimit.Parse(TimeLimit) is null)
        {
            return (Invalid("RobustnessTimeout", TimeLimit, "a time such as 06:00:00, or minutes such as 90, up to 24 days"), "RobustnessTimeout", TimeLimit);
        }

        if (!settings.Exists(s => string.Equals(s.Key, "checkpoint", StringComparison.Ordinal)))
        {
            var threshold = settings.Find(s => Thresholds.Contains(s.Property, StringComparer.Ordinal));
            var name = threshold?.Property ?? Thresholds[0];
            return (new Problem(Codes.CheckpointMissing, $"{name} is set but RobustnessCheckpoint is not, so there is no model to hold to it; set RobustnessCheckpoint to the model file, or RobustnessGateEnabled to false."), name, threshold?.Value);
        }

        if (LibTorchProblem is { Length: > 0 })
        {
            return (new Problem(Codes.LibTorchMissing, LibTorchProblem), "RobustnessLibTorch", null);
        }

        return runner is null ? (Runner.NotFound(NamedRunner, ProjectDirectory), "RobustnessRunner", NamedRunner) : null;
    }

    private static Problem Invalid(string property, string? value, string expected) =>
        new(Codes.InvalidProperty, string.Format(CultureInfo.InvariantCulture, "{0} is '{1}'; expected {2}.", property, value, expected));

    private List<string> GlobalProperties() =>
        BuildEngine is IBuildEngine6 engine ? engine.GetGlobalProperties().Keys.ToList() : [];
}
