using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports.Html;
using RobustnessGate.Runner.Reports.JUnit;
using RobustnessGate.Runner.Reports.Markdown;
using RobustnessGate.Runner.Reports.Sarif;

namespace RobustnessGate.Runner.Reports;

/// <summary>A view of the report that is a file beside it.</summary>
/// <param name="Name">What settings call it.</param>
/// <param name="FileName">The file.</param>
/// <param name="ShowsInputs">It shows what the files beside the report hold.</param>
/// <param name="Render">Its text.</param>
internal sealed record ReportView(string Name, string FileName, bool ShowsInputs, Func<ReportSource, string> Render);

/// <summary>The views there are.</summary>
internal static class ReportViews
{
    private const string Page = "html";

    /// <summary>All of them, in the order that settings list them.</summary>
    public static IReadOnlyList<ReportView> All { get; } =
    [
        new(Page, "report.html", ShowsInputs: true, source => HtmlView.Render(source.Report, source.Evidence, source.Boundaries)),
        new("markdown", "report.md", ShowsInputs: false, source => MarkdownView.Render(source.Report)),
        new("sarif", "report.sarif", ShowsInputs: false, source => SarifView.Render(source.Report, RepositoryPath.Folder(Environment.CurrentDirectory))),
        new("junit", "report.junit.xml", ShowsInputs: false, source => JUnitView.Render(source.Report)),
    ];

    /// <summary>Whether views show what the files beside the report hold, which takes libtorch to read.</summary>
    public static bool ShowInputs(IEnumerable<ReportView> views) => views.Any(view => view.ShowsInputs);

    /// <summary>Writes views of a report into a folder, each whole or not at all.</summary>
    /// <param name="report">The report.</param>
    /// <param name="from">The folder of the files that belong to it.</param>
    /// <param name="folder">The folder of the views.</param>
    /// <param name="views">The views.</param>
    /// <param name="log">Told what is missing.</param>
    /// <returns>Their paths.</returns>
    /// <exception cref="GateException">RG3003: a file cannot be written.</exception>
    public static IReadOnlyList<string> Write(ReportDocument report, string from, string folder, IReadOnlyList<ReportView> views, MessageLog log)
    {
        using var source = ReportSource.Of(report, from, views, log);
        var paths = new List<string>();
        foreach (var view in views)
        {
            var path = Path.Combine(folder, view.FileName);
            AtomicFile.WriteText(path, view.Render(source));
            paths.Add(path);
        }

        return paths;
    }

    /// <summary>Takes views out of a folder.</summary>
    /// <exception cref="GateException">RG3003: a file cannot be deleted.</exception>
    public static void Remove(string folder, IEnumerable<ReportView> views)
    {
        foreach (var path in views.Select(view => Path.Combine(folder, view.FileName)))
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new GateException(Codes.OutputNotWritable, $"'{path}' shows an earlier report and cannot be deleted ({Reason.Of(e)}); delete it, or set RobustnessOutput (--output) to another folder.", e) { Setting = "RobustnessOutput" };
            }
        }
    }

    /// <summary>The path, from the current folder, of what a person looks at first: the page, or else the report itself.</summary>
    public static string ToRead(string folder, IReadOnlyList<ReportView> views)
    {
        var name = views.FirstOrDefault(view => string.Equals(view.Name, Page, StringComparison.Ordinal))?.FileName ?? ReportFile.Name;
        return ShownPath.Of(Path.Combine(folder, name));
    }
}
