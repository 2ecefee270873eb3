using Spectre.Console;
using static RobustnessGate.Runner.Reports.ConsoleText;

namespace RobustnessGate.Runner.History;

/// <summary>A history on a screen.</summary>
internal static class TrendView
{
    public static void Write(IAnsiConsole console, IReadOnlyList<TrendPoint> points)
    {
        var table = NewTable("date", "commit", "verdict", "clean", "robust", "95 % interval");
        table.AddColumn(new TableColumn(new Text("since the one before")).PadLeft(0));
        foreach (var point in points)
        {
            AddRow(table, [.. TrendText.Cells(point), TrendText.Flagged(point)]);
        }

        console.Write(table);
        console.WriteLine();
        WriteLine(console, TrendText.Summary(points));
    }
}
