using System.Globalization;
using System.Text.Json.Nodes;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Gate;

/// <summary>The committed snapshot that a drop is measured against.</summary>
internal static class Baseline
{
    /// <summary>The baseline's robust accuracy; null when the settings limit no drop.</summary>
    /// <exception cref="GateException">The baseline is missing, is no report, or measured something else than this run will.</exception>
    public static double? RobustAccuracy(GateSettings settings, MeasurementIdentity identity)
    {
        if (settings.Thresholds.RobustAccuracyMaxDrop is null)
        {
            return null;
        }

        var path = settings.Baseline!;
        var baseline = Read(path);
        if (Difference(baseline, identity) is { } difference)
        {
            throw Error(Codes.BaselineNotComparable, $"The baseline {path} measured something else ({difference}); accept a new baseline for the new settings, or take the change back.");
        }

        return baseline.Metrics.RobustAccuracy?.Value
            ?? throw Error(Codes.BaselineNotComparable, $"The baseline {path} has no robust accuracy; accept a report that does.");
    }

    private static ReportDocument Read(string path)
    {
        try
        {
            return ReportFile.Read(path);
        }
        catch (GateException e) when (e.Code == Codes.ReportMissing)
        {
            throw Error(Codes.BaselineMissing, $"The baseline {path} does not exist, so RobustAccuracyMaxDrop has nothing to compare with; copy an accepted report.json there and commit it.", e);
        }
        catch (GateException e)
        {
            throw Error(Codes.BaselineUnreadable, $"The baseline {path} cannot be read ({Reason.Of(e.InnerException!)}); restore it from version control.", e);
        }
    }

    /// <summary>The first thing that sets the two measurements apart; the checkpoint may differ, it is what is compared.</summary>
    private static string? Difference(ReportDocument baseline, MeasurementIdentity identity)
    {
        (string Name, object? Before, object? Now)[] compared =
        [
            ("dataset", baseline.Inputs.Dataset.Sha256, identity.Inputs.Dataset.Sha256),
            ("norm", baseline.ThreatModel.Norm, identity.ThreatModel.Norm),
            ("epsilon", baseline.ThreatModel.Epsilon, identity.ThreatModel.Epsilon),
            ("bounds", List(baseline.ThreatModel.Bounds), List(identity.ThreatModel.Bounds)),
            ("mask", baseline.ThreatModel.Mask?.Sha256 ?? "none", identity.ThreatModel.Mask?.Sha256 ?? "none"),
            ("number of examples", baseline.Metrics.Examples, identity.Examples),
            ("shuffle", baseline.Shuffle, identity.Shuffle),
            ("seed", baseline.Seed, identity.Seed),
            ("attacks", List(baseline.Attacks.Select(attack => attack.Name)), List(identity.Attacks.Select(attack => attack.Name))),
            ("curve", Curve(baseline.Curve?.Attacks.Select(attack => attack.Name)), Curve(identity.Curve?.Select(attack => attack.Name))),
        ];
        if (Array.Find(compared, pair => !Equals(pair.Before, pair.Now)) is { Name: not null } different)
        {
            return FormattableString.Invariant($"{different.Name} {different.Before} instead of {different.Now}");
        }

        return baseline.Attacks.Zip(identity.Attacks).FirstOrDefault(pair => !JsonNode.DeepEquals(pair.First.Settings, pair.Second.Settings)) is { First: { } attack }
            ? $"{attack.Name} with other options"
            : null;
    }

    // Its attacks count in the verdict.
    private static string Curve(IEnumerable<string>? attacks) => attacks is null ? "none" : List(attacks);

    private static string List<T>(IEnumerable<T> items) => string.Join(", ", items.Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)));

    private static GateException Error(Code code, string sentence, Exception? cause = null) =>
        new(code, sentence, cause) { Setting = SettingCatalog.Baseline.ToString() };
}
