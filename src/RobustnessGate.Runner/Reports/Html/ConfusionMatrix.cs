namespace RobustnessGate.Runner.Reports.Html;

/// <summary>How many examples of each class are taken for which.</summary>
internal sealed record ConfusionMatrix(string State, IReadOnlyList<string> Columns, IReadOnlyList<ConfusionMatrix.Row> Rows)
{
    private const int Shades = 9;

    /// <param name="state">The examples' state, in words.</param>
    /// <param name="report">Holds the examples.</param>
    /// <param name="takenFor">What an example is taken for in that state.</param>
    public static ConfusionMatrix Of(string state, ReportDocument report, Func<ExampleEntry, long> takenFor)
    {
        long[] labels = [.. report.Examples.Select(example => example.Label).Distinct().Order()];
        long[] columns = [.. labels.Union(report.Examples.Select(takenFor)).Order()];
        var rows = report.Examples.ToLookup(example => example.Label, takenFor);
        return new ConfusionMatrix(
            state,
            [.. columns.Select(column => PredictionText.Of(column, report.Classes))],
            [.. labels.Select(label => new Row(ClassName.Of(label, report.Classes), [.. columns.Select(column => CellOf(rows[label], label, column))]))]);
    }

    private static Cell CellOf(IEnumerable<long> row, long label, long column)
    {
        var (count, all) = (row.LongCount(taken => taken == column), row.LongCount());
        return new Cell(Figures.Count(count), count == 0 ? 0 : (int)Math.Ceiling((double)Shades * count / all), label == column);
    }

    internal sealed record Row(string Name, IReadOnlyList<Cell> Cells);

    /// <param name="Count">How many.</param>
    /// <param name="Shade">Their share of the row, from 0 to 9.</param>
    /// <param name="IsRight">Whether they are taken for what they are.</param>
    internal sealed record Cell(string Count, int Shade, bool IsRight);
}
