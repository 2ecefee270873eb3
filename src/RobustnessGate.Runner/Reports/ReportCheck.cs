using System.Text.RegularExpressions;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Boundaries;
using RobustnessGate.Runner.Evidence;

namespace RobustnessGate.Runner.Reports;

/// <summary>Whether a report is one that a run can have left: its numbers agree with one another, and what it names can be looked for.</summary>
internal static partial class ReportCheck
{
    // Two divisions of the same numbers differ by less.
    private const double Rounding = 1e-9;

    /// <summary>What is wrong with it; null where nothing is.</summary>
    public static string? Problem(ReportDocument report) => Rules(report).FirstOrDefault(rule => !rule.Holds).Otherwise;

    private static IEnumerable<(bool Holds, string Otherwise)> Rules(ReportDocument report)
    {
        yield return (report.Verdict is VerdictText.Pass or VerdictText.Fail or VerdictText.Invalid, "its verdict is none that there is");
        yield return (IsMeasurable(report.ThreatModel), "its threat model is none that there is");
        yield return (report.Examples.All(IsPossible), "what it says of an example cannot be");
        yield return (report.Examples.Select(example => example.Index).Distinct().Count() == report.Examples.Count, "it holds an example twice");
        yield return (AddUp(report), "its numbers do not add up");
        yield return (Attacks(report).All(IsPossible), "what it says of an attack cannot be");
        yield return (Shares(report).All(IsShare), "a share in it is not between 0 and 1");
        yield return (Prices(report).All(cost => cost is { ForwardPasses: >= 0, BackwardPasses: >= 0, Seconds: >= 0 }), "a price in it is negative");
        yield return (report.Curve is not { MedianDistance: < 0 } && (report.Curve?.Points ?? []).All(point => point.Epsilon >= 0), "its curve has negative distances");
        yield return (Changes(report).All(IsPossible), "what it says of the change cannot be");
        yield return (report.Failures.Select(failure => failure.Code).Concat(report.Diagnostics.Select(diagnostic => diagnostic.Code)).All(code => CodeText().IsMatch(code)), "a code in it is none");
        yield return (Digests(report).All(digest => Digest().IsMatch(digest)), "a digest in it is none");
        yield return (AreBeside(report), "it names other files than a run leaves beside it");
    }

    private static bool IsMeasurable(ThreatModelEntry threat) =>
        Norm.Find(threat.Norm) is not null && threat.Epsilon > 0 && threat.Bounds is [var lower, var upper] && lower < upper;

    private static bool IsPossible(ExampleEntry example) =>
        example is { Index: >= 0, Label: >= 0, Predicted: >= -1, PredictedUnderAttack: null or >= -1, Distance: null or >= 0 }
        && example.Outcome is OutcomeText.Misclassified or OutcomeText.Broken or OutcomeText.Robust
        && (example.Outcome is OutcomeText.Broken) == (example.BrokenBy is not null);

    private static bool IsPossible(AttackEntry attack) =>
        attack is { Broken: >= 0, ZeroGradients: >= 0, Unconfirmed: >= 0, ForwardPasses: >= 0, BackwardPasses: >= 0, Seconds: >= 0 }
        && attack.Broken <= attack.Attempted;

    private static bool IsPossible(ShareChangeEntry change) =>
        change is { Lost: >= 0, Gained: >= 0, Difference: >= -1 and <= 1, Low: >= -1 and <= 1, High: >= -1 and <= 1 };

    // A model that is not worth attacking has no numbers.
    private static bool AddUp(ReportDocument report)
    {
        var (metrics, examples) = (report.Metrics, report.Examples);
        if (metrics is not { CleanAccuracy: { } clean, RobustAccuracy: { } robust, AttackSuccessRate: { } broken })
            return examples.Count == 0 && report.Verdict is VerdictText.Invalid;

        return metrics.Examples == examples.Count
            && Counts(clean, examples.Count(example => example.Outcome is not OutcomeText.Misclassified), examples.Count)
            && Counts(robust, examples.Count(example => example.Outcome is OutcomeText.Robust), examples.Count)
            && Counts(broken, examples.Count(example => example.Outcome is OutcomeText.Broken), clean.Count)
            && (metrics.RobustAccuracy8bit is not { } rounded || Counts(rounded, rounded.Count, examples.Count));
    }

    private static bool Counts(ProportionEntry share, long count, long of) =>
        share.Count == count && share.Of == of && count <= of && share.Low <= share.High
        && (share.Value is { } value ? of > 0 && Math.Abs(value - ((double)count / of)) < Rounding : of == 0);

    private static bool IsShare(double share) => share is >= 0 and <= 1;

    private static IEnumerable<double> Shares(ReportDocument report)
    {
        ProportionEntry?[] metrics =
            [report.Metrics.CleanAccuracy, report.Metrics.RobustAccuracy, report.Metrics.AttackSuccessRate, report.Metrics.RobustAccuracy8bit];
        double?[] limits =
        [
            report.Thresholds.RobustAccuracyMin, report.Thresholds.AttackSuccessRateMax, report.Thresholds.CleanAccuracyMin,
            report.Thresholds.RobustAccuracyMaxDrop, report.Thresholds.BaselineRobustAccuracy,
            report.Tuning?.ParentCleanAccuracy, report.Tuning?.ParentRobustAccuracy,
        ];
        return
        [
            report.Metrics.Confidence,
            .. metrics.OfType<ProportionEntry>().SelectMany(share => new[] { share.Low, share.High }),
            .. limits.OfType<double>(),
            .. (report.Curve?.Points ?? []).Select(point => point.RobustAccuracy),
            .. (report.Tuning?.Curve ?? []).SelectMany(epoch => new[] { epoch.CleanAccuracy, epoch.RobustAccuracy }),
            .. Changes(report).SelectMany(change => new[] { change.Before, change.After, change.PValue }),
        ];
    }

    private static IEnumerable<AttackEntry> Attacks(ReportDocument report) => report.Attacks.Concat(report.Curve?.Attacks ?? []);

    private static IEnumerable<ShareChangeEntry> Changes(ReportDocument report) =>
        report.Comparison?.Change is { } change ? [change.CleanAccuracy, change.RobustAccuracy] : [];

    private static IEnumerable<CostEntry> Prices(ReportDocument report) => report.Tuning is { } tuning ? [report.Cost, tuning.Cost] : [report.Cost];

    private static IEnumerable<string> Digests(ReportDocument report)
    {
        FileEntry?[] files =
        [
            report.Inputs.Checkpoint, report.Inputs.Assembly, report.Inputs.Dataset, report.ThreatModel.Mask,
            report.Tuning?.Checkpoint, report.Tuning?.Parent, report.Comparison?.Baseline,
        ];
        return [report.Fingerprint, .. files.OfType<FileEntry>().Concat(report.Files).Select(file => file.Sha256)];
    }

    private static bool AreBeside(ReportDocument report) =>
        report.Evidence?.Name is null or EvidenceFile.FileName
        && report.Curve?.Evidence.Name is null or EvidenceFile.CurveFileName
        && report.Boundaries?.Name is null or BoundariesFile.FileName;

    [GeneratedRegex("^RG[0-9]{4}$", RegexOptions.CultureInvariant)]
    private static partial Regex CodeText();

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.CultureInvariant)]
    private static partial Regex Digest();
}
