using System.Globalization;
using Spectre.Console;

namespace RobustnessGate.Runner.SelfTest;

/// <summary>The self-test on a screen: a line for each case.</summary>
internal static class SelfTestView
{
    /// <summary>Shows the results, on a terminal as they come.</summary>
    /// <returns>The results.</returns>
    public static IReadOnlyList<SelfTestResult> Show(IAnsiConsole console, IEnumerable<SelfTestResult> results, bool live)
    {
        var table = NewTable();
        var shown = new List<SelfTestResult>();
        if (live)
        {
            console.Live(table).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Top).Start(context => Fill(context.Refresh));
        }
        else
        {
            Fill(() => { });
            console.Write(table);
        }

        return shown;

        void Fill(Action refresh)
        {
            foreach (var result in results)
            {
                shown.Add(result);
                AddRow(table, result);
                refresh();
            }
        }
    }

    /// <summary>The outcome in a line.</summary>
    public static string Line(IReadOnlyList<SelfTestResult> results)
    {
        var passed = results.Count(result => result.Passed);
        return FormattableString.Invariant(passed == results.Count
            ? (FormattableString)$"selftest passed: {passed} of {passed}"
            : $"selftest failed: {passed} of {results.Count} passed");
    }

    private static Table NewTable()
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var title in (string[])["case", "norm", "expected", "measured", "verdict"])
        {
            table.AddColumn(Column(title));
        }

        return table.AddColumn(Column("seconds").RightAligned());
    }

    private static TableColumn Column(string title) => new TableColumn(new Text(title)).PadLeft(0).PadRight(2);

    private static void AddRow(Table table, SelfTestResult result) => table.AddRow(
        new Text(result.Name),
        new Text(result.Norm),
        new Text(result.Expected),
        new Text(result.Measured),
        new Text(result.Passed ? "pass" : "FAIL", new Style(result.Passed ? Color.Green : Color.Red)),
        new Text(result.Seconds.ToString("N1", CultureInfo.InvariantCulture)));
}
