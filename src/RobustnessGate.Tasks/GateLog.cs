using Microsoft.Build.Utilities;

namespace RobustnessGate.Tasks;

/// <summary>Reports with code, place and help link; in warn mode what would be an error is a warning.</summary>
internal sealed class GateLog(TaskLoggingHelper log, string projectFile, bool warnOnly)
{
    /// <summary>Where a message goes that names no place of its own.</summary>
    public Declaration DefaultPlace { get; set; } = new(Path.GetFileName(projectFile), 1, 1);

    public void Error(Problem problem, Declaration? place = null) =>
        Error(problem.Code, Codes.HelpLink(problem.Code), place ?? DefaultPlace, problem.Text);

    public void Error(string code, string helpLink, Declaration place, string text)
    {
        if (warnOnly)
        {
            Warning(code, helpLink, place, text);
            return;
        }

        // No help keyword: without a link the terminal logger would turn it into a dead one.
        log.LogError(null, code, null, helpLink, FileToShow(place), place.Line, place.Column, 0, 0, text);
    }

    public void Warning(string code, string helpLink, Declaration place, string text) =>
        log.LogWarning(null, code, null, helpLink, FileToShow(place), place.Line, place.Column, 0, 0, text);

    // The project itself stays relative, or the console logger drops the project suffix that annotating CI looks for.
    private string FileToShow(Declaration place) =>
        string.Equals(place.File, Path.GetFileName(projectFile), StringComparison.Ordinal)
            ? place.File
            : ProjectPath.Absolute(Path.GetDirectoryName(projectFile) ?? "", place.File);
}
