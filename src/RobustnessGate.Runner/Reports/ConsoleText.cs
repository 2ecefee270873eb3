using Spectre.Console;

namespace RobustnessGate.Runner.Reports;

/// <summary>Tables and lines of plain text: what stands in them is never markup, and tells the terminal nothing.</summary>
internal static class ConsoleText
{
    /// <summary>A table whose first column is text and whose others are numbers.</summary>
    public static Table NewTable(string first, params string[] others)
    {
        var table = new Table().Border(TableBorder.None).AddColumn(new TableColumn(new Text(first)).PadLeft(0).PadRight(3));
        foreach (var title in others)
        {
            table.AddColumn(new TableColumn(new Text(title)).RightAligned().PadLeft(0).PadRight(3));
        }

        return table;
    }

    public static void AddRow(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(PlainText.Of(cell))));

    public static void WriteLine(IAnsiConsole console, string text)
    {
        console.Write(new Text(PlainText.Of(text)));
        console.WriteLine();
    }
}
