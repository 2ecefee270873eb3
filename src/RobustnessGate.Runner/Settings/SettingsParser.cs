using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
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

        var checkpoint = values.Require(SettingCatalog.Checkpoint).Text;
        var dataset = values.Require(SettingCatalog.Dataset).Text;
        var threat = ThreatModelFrom(values);
        return new GateSettings
        {
            Checkpoint = new ModelReference(checkpoint, values.Find(SettingCatalog.Model)?.Text.Trim(), AssemblyFrom(values)),
            Dataset = dataset,
            ClassNames = values.Find(SettingCatalog.ClassNames)?.Text,
            FeatureNames = values.Find(SettingCatalog.FeatureNames)?.Text,
            ThreatModel = threat,
            Mask = values.Find(SettingCatalog.Mask)?.Text,
            Suite = SuiteChoice.Parse(values.Find(SettingCatalog.Suite), values.Find(SettingCatalog.Attacks), threat.Norm),
            Curve = IsOn(values.Find(SettingCatalog.Curve)) ? Suites.Curve(threat.Norm) : null,
            Slices = CountOr("auto", values.Find(SettingCatalog.Slices), least: 0),
            Samples = CountOr("all", values.Find(SettingCatalog.Samples)),
            Shuffle = IsOn(values.Find(SettingCatalog.Shuffle)),
            Seed = values.Find(SettingCatalog.Seed) is { } seed ? Numbers.Whole(seed) : 0,
            Compute = ComputeFrom(values),
            BatchSize = CountOr("auto", values.Find(SettingCatalog.BatchSize)),
            Thresholds = ThresholdsFrom(values),
            Strict = IsOn(values.Find(SettingCatalog.Strict)),
            Baseline = values.Find(SettingCatalog.Baseline)?.Text,
            Output = values.Find(SettingCatalog.Output)?.Text ?? SettingCatalog.Output.Default!,
            Reports = values.Find(SettingCatalog.Reports) is { } reports ? ReportList.Parse(reports) : ReportViews.All,
            Reuse = IsOn(values.Find(SettingCatalog.Reuse)),
            Resume = !IsOn(values.Find(SettingCatalog.NoResume)),
            FineTune = FineTuneFrom(values),
            DeclaredAt = values.DeclaredAt,
            Values = values,
        };
    }

    /// <summary>The settings of a training of its own.</summary>
    /// <exception cref="GateException">A setting is missing, cannot be read, or contradicts another.</exception>
    public static TuneSettings ParseTuning(SettingValues values)
    {
        foreach (var value in values.All)
        {
            RequireText(value);
        }

        return TuningFrom(values);
    }

    private static FineTuneSettings? FineTuneFrom(SettingValues values)
    {
        if (values.Find(SettingCatalog.FineTune) is not { } when || FineTuneChoice.Parse(when) is not { } choice)
        {
            return null;
        }

        if (values.Find(SettingCatalog.TrainingData) is null)
        {
            throw when.Invalid(
                Codes.MissingSetting,
                $"but there is nothing to learn from; set {SettingCatalog.TrainingData.Property} ({SettingCatalog.TrainingData.Option} <{SettingCatalog.TrainingData.Hint}>).");
        }

        return new FineTuneSettings(choice, TuningFrom(values));
    }

    private static TuneSettings TuningFrom(SettingValues values)
    {
        var checkpoint = values.Require(SettingCatalog.Checkpoint).Text;
        var trainingData = values.Require(SettingCatalog.TrainingData).Text;
        var (time, passes) = values.Find(SettingCatalog.Budget) is { } budget ? Budget.Parse(budget) : default;
        return new TuneSettings
        {
            Checkpoint = new ModelReference(checkpoint, values.Find(SettingCatalog.Model)?.Text.Trim(), AssemblyFrom(values)),
            TrainingData = trainingData,
            Dataset = values.Find(SettingCatalog.Dataset)?.Text,
            Samples = CountOr("all", values.Find(SettingCatalog.Samples)),
            Shuffle = IsOn(values.Find(SettingCatalog.Shuffle)),
            ThreatModel = ThreatModelFrom(values),
            Mask = values.Find(SettingCatalog.Mask)?.Text,
            Recipe = RecipeChoice.Parse(values),
            Time = time,
            Passes = passes,
            Seed = values.Find(SettingCatalog.Seed) is { } seed ? Numbers.Whole(seed) : 0,
            Compute = ComputeFrom(values),
            Thresholds = ThresholdsFrom(values),
            Output = values.Find(SettingCatalog.Output)?.Text ?? SettingCatalog.Output.Default!,
            TunedCheckpoint = values.Find(SettingCatalog.TunedCheckpoint)?.Text,
            Reuse = IsOn(values.Find(SettingCatalog.Reuse)),
            Resume = !IsOn(values.Find(SettingCatalog.NoResume)),
            Values = values,
        };
    }

    private static ComputeSettings ComputeFrom(SettingValues values) => new(
        values.Find(SettingCatalog.Device) is { } device ? DeviceName.Parse(device) : SettingCatalog.Device.Default!,
        CountOr("auto", values.Find(SettingCatalog.Threads)),
        CountOr("all", values.Find(SettingCatalog.Cores)),
        values.Find(SettingCatalog.LibTorch)?.Text);

    // An empty shell variable must not switch a threshold off.
    private static void RequireText(SettingValue value)
    {
        if (value.Setting.Kind != SettingKind.Attacks && string.IsNullOrWhiteSpace(value.Text))
        {
            throw new GateException(Codes.InvalidSetting, $"{value.Name} is empty; give it a value or leave it out.") { Setting = value.Setting.ToString() };
        }
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

    private static int? CountOr(string word, SettingValue? value, int least = 1) =>
        value is null || string.Equals(value.Text.Trim(), word, StringComparison.OrdinalIgnoreCase) ? null : Numbers.Count(value, least, $", or {word}");
}
