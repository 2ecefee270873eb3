using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings.Parsing;

namespace RobustnessGate.Runner.Settings;

/// <summary>Turns the texts a user wrote into the settings of a run, or into the one sentence that says why not.</summary>
internal static class SettingsParser
{
    /// <exception cref="GateException">A setting is missing, cannot be read, or contradicts another.</exception>
    public static GateSettings Parse(SettingValues values)
    {
        foreach (var value in values.All)
        {
            RequireText(value);
        }

        RequireNoFineTuning(values);
        var checkpoint = values.Require(SettingCatalog.Checkpoint).Text;
        var dataset = values.Require(SettingCatalog.Dataset).Text;
        var threat = ThreatModelFrom(values);
        return new GateSettings
        {
            Checkpoint = checkpoint,
            Model = values.Find(SettingCatalog.Model)?.Text.Trim(),
            Assembly = AssemblyFrom(values),
            Dataset = dataset,
            ThreatModel = threat,
            Mask = values.Find(SettingCatalog.Mask)?.Text,
            Suite = SuiteChoice.Parse(values.Find(SettingCatalog.Suite), values.Find(SettingCatalog.Attacks), threat.Norm),
            Curve = IsOn(values.Find(SettingCatalog.Curve)) ? Suites.Curve(threat.Norm) : null,
            Samples = CountOr("all", values.Find(SettingCatalog.Samples)),
            Shuffle = IsOn(values.Find(SettingCatalog.Shuffle)),
            Seed = values.Find(SettingCatalog.Seed) is { } seed ? Numbers.Whole(seed) : 0,
            Device = values.Find(SettingCatalog.Device) is { } device ? DeviceName.Parse(device) : SettingCatalog.Device.Default!,
            BatchSize = CountOr("auto", values.Find(SettingCatalog.BatchSize)),
            Threads = CountOr("auto", values.Find(SettingCatalog.Threads)),
            Thresholds = ThresholdsFrom(values),
            Strict = IsOn(values.Find(SettingCatalog.Strict)),
            Baseline = values.Find(SettingCatalog.Baseline)?.Text,
            Output = values.Find(SettingCatalog.Output)?.Text ?? SettingCatalog.Output.Default!,
            Reuse = IsOn(values.Find(SettingCatalog.Reuse)),
            Resume = !IsOn(values.Find(SettingCatalog.NoResume)),
            DeclaredAt = values.DeclaredAt,
        };
    }

    // An empty shell variable must not switch a threshold off.
    private static void RequireText(SettingValue value)
    {
        if (value.Setting.Kind != SettingKind.Attacks && string.IsNullOrWhiteSpace(value.Text))
        {
            throw new GateException(Codes.InvalidSetting, $"{value.Name} is empty; give it a value or leave it out.") { Setting = value.Setting.ToString() };
        }
    }

    private static void RequireNoFineTuning(SettingValues values)
    {
        if (values.Find(SettingCatalog.FineTune) is not { } fineTune || string.Equals(fineTune.Text.Trim(), "Never", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        string[] modes = ["Never", "OnFailure", "Always"];
        throw modes.Contains(fineTune.Text.Trim(), StringComparer.OrdinalIgnoreCase)
            ? fineTune.Invalid(Codes.NotYetAvailable, "which comes with a later version; leave it out or set it to Never.")
            : fineTune.Invalid(Codes.InvalidSetting, $"which is not a choice; {Nearest.Hint(fineTune.Text.Trim(), modes)}");
    }

    private static ThreatModel ThreatModelFrom(SettingValues values)
    {
        var bounds = values.Find(SettingCatalog.Bounds) is { } range ? BoundsRange.Parse(range) : Bounds.Unit;
        var norm = values.Find(SettingCatalog.Norm) is { } name ? NormFrom(name) : Norm.Linf;
        var epsilon = Epsilon.Parse(values.Require(SettingCatalog.Epsilon), norm, bounds);
        return new ThreatModel(norm, epsilon, bounds);
    }

    private static Norm NormFrom(SettingValue value) => Norm.Find(value.Text.Trim())
        ?? throw value.Invalid(Codes.UnknownNorm, $"which is not a norm; {Nearest.Hint(value.Text.Trim(), [.. Norm.All.Select(norm => norm.Name)])}");

    private static string? AssemblyFrom(SettingValues values)
    {
        var assembly = values.Find(SettingCatalog.Assembly)?.Text;
        if (assembly is null && values.Find(SettingCatalog.Model) is { } model)
        {
            throw model.Invalid(Codes.MissingSetting, $"but the assembly that holds the class is not given; add {SettingCatalog.Assembly.Option} <file>.");
        }

        return assembly;
    }

    private static Thresholds ThresholdsFrom(SettingValues values)
    {
        var thresholds = new Thresholds(
            Limit(values.Find(SettingCatalog.RobustAccuracyMin)),
            Limit(values.Find(SettingCatalog.AttackSuccessRateMax)),
            Limit(values.Find(SettingCatalog.CleanAccuracyMin)),
            Limit(values.Find(SettingCatalog.RobustAccuracyMaxDrop)));

        if (thresholds.RobustAccuracyMaxDrop is not null && values.Find(SettingCatalog.Baseline) is null)
        {
            throw values.Find(SettingCatalog.RobustAccuracyMaxDrop)!.Invalid(
                Codes.MissingSetting,
                $"but there is no baseline to compare with; set {SettingCatalog.Baseline.Property} ({SettingCatalog.Baseline.Option} <file>).");
        }

        return thresholds;
    }

    private static double? Limit(SettingValue? value) => value is null ? null : Threshold.Parse(value);

    private static bool IsOn(SettingValue? value) => value is not null && SwitchText.Parse(value);

    private static int? CountOr(string word, SettingValue? value) =>
        value is null || string.Equals(value.Text.Trim(), word, StringComparison.OrdinalIgnoreCase) ? null : Numbers.Count(value, $", or {word}");
}
