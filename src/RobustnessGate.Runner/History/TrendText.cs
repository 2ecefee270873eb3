using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.History;

/// <summary>The words for a history, the same in every view. None of them comes from outside but dates, commits and verdicts, which are checked
/// where a history is read.</summary>
internal static class TrendText
{
    private const int ShortCommit = 7;

    /// <summary>Date, commit, verdict, clean accuracy, robust accuracy and its interval.</summary>
    public static string[] Cells(TrendPoint point) =>
    [
        Day(point),
        point.Entry.Commit?[..ShortCommit] ?? "",
        point.Entry.Verdict,
        point.Entry.CleanAccuracy is { } clean ? Share.Text(clean.Value) : "",
        point.Entry.RobustAccuracy is { } robust ? Share.Text(robust.Value) : "",
        point.Entry.RobustAccuracy is { } interval ? $"{Share.Text(interval.Low)} to {Share.Text(interval.High)}" : "",
    ];

    /// <summary>What changed, with a mark at a fall that exceeds chance.</summary>
    public static string Flagged(TrendPoint point) => point.Fell ? $"FELL: {point.Note}" : point.Note;

    public static string Day(TrendPoint point) => point.Entry.Date[.."yyyy-MM-dd".Length];

    /// <summary>The history in one sentence.</summary>
    public static string Summary(IReadOnlyList<TrendPoint> points)
    {
        if (points is not [.., var last])
        {
            return "The history is empty.";
        }

        var falls = points.Count(point => point.Fell);
        var entries = FormattableString.Invariant($"{points.Count} {(points.Count == 1 ? "entry" : "entries")}");
        var sentence = falls switch
        {
            0 => "robust accuracy never fell by more than chance explains",
            1 => $"robust accuracy fell by more than chance explains on {Day(points.First(point => point.Fell))}",
            _ => FormattableString.Invariant($"robust accuracy fell by more than chance explains {falls} times, last on {Day(points.Last(point => point.Fell))}"),
        };
        return $"{entries}; {sentence}{(last.Fell ? ", the last time measured" : "")}.";
    }
}
