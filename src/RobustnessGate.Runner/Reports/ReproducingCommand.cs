using System.Globalization;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Reports;

/// <summary>The command line that measures the same again: one option a line, quoted for a POSIX shell.</summary>
internal static class ReproducingCommand
{
    public static string Of(ReportDocument report) => "robustness-gate run" + string.Concat(Options(report).Select(option => $" \\\n    {option}"));

    private static IEnumerable<string> Options(ReportDocument report) =>
    [
        .. Option(SettingCatalog.Checkpoint, report.Inputs.Checkpoint.Name),
        .. Option(SettingCatalog.Model, report.Inputs.Model),
        .. Option(SettingCatalog.Assembly, report.Inputs.Assembly?.Name),
        .. Option(SettingCatalog.Dataset, report.Inputs.Dataset.Name),
        .. Option(SettingCatalog.Norm, report.ThreatModel.Norm),
        .. Option(SettingCatalog.Epsilon, Number(report.ThreatModel.Epsilon)),
        .. Option(SettingCatalog.Bounds, string.Join(',', report.ThreatModel.Bounds.Select(bound => Number(bound)))),
        .. Option(SettingCatalog.Mask, report.ThreatModel.Mask?.Name),
        .. Suite(report),
        .. Switch(SettingCatalog.Curve, report.Curve is not null),
        .. Option(SettingCatalog.Samples, Number(report.Metrics.Examples)),
        .. Switch(SettingCatalog.Shuffle, report.Shuffle),
        .. Option(SettingCatalog.Seed, Number(report.Seed)),
        .. Option(SettingCatalog.Device, report.Environment.Device),
        .. Option(SettingCatalog.BatchSize, Number(report.Environment.BatchSize)),
        .. Option(SettingCatalog.RobustAccuracyMin, Number(report.Thresholds.RobustAccuracyMin)),
        .. Option(SettingCatalog.AttackSuccessRateMax, Number(report.Thresholds.AttackSuccessRateMax)),
        .. Option(SettingCatalog.CleanAccuracyMin, Number(report.Thresholds.CleanAccuracyMin)),
        .. Option(SettingCatalog.RobustAccuracyMaxDrop, Number(report.Thresholds.RobustAccuracyMaxDrop)),
        .. Switch(SettingCatalog.Strict, report.Thresholds.Strict),
    ];

    private static IEnumerable<string> Suite(ReportDocument report) => string.Equals(report.Suite, Suites.Custom, StringComparison.Ordinal)
        ? report.Attacks.SelectMany(attack => Option(SettingCatalog.Attacks, AttackText(attack)))
        : Option(SettingCatalog.Suite, report.Suite);

    private static string AttackText(AttackEntry attack) => attack.Name
        + string.Concat(attack.Settings.Where(setting => setting.Value is not null).Select(setting => $";{setting.Key}={setting.Value}"));

    private static IEnumerable<string> Option(Setting setting, string? value) => value is null ? [] : [$"{setting.Option} {Quoted(PlainText.Of(value))}"];

    private static IEnumerable<string> Switch(Setting setting, bool isSet) => isSet ? [setting.Option!] : [];

    /// <summary>As it is where a shell reads it so, else in single quotes, which only a single quote ends.</summary>
    private static string Quoted(string word) => word.Length > 0 && word.All(sign => char.IsAsciiLetterOrDigit(sign) || "._-/,:+=".Contains(sign))
        ? word
        : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static string? Number(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture);
}
