using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Reports.Sarif;

/// <summary>What becomes an alert.</summary>
/// <param name="Rule">The kind.</param>
/// <param name="IsError">It fails the run.</param>
/// <param name="Text">What is said.</param>
/// <param name="Uri">The file, from the repository's root.</param>
/// <param name="Line">The line in it.</param>
internal sealed record Finding(Code Rule, bool IsError, string Text, string Uri, int Line)
{
    public static IEnumerable<Finding> Of(ReportDocument report, string folder)
    {
        var places = report.Failures.Select(failure => Place(failure.DeclaredAt)).ToList();
        // A model has no lines. What is said of it stands with the thresholds, or else at the file.
        var elsewhere = places.OfType<SourceLocation>().FirstOrDefault() ?? new SourceLocation(report.Inputs.Checkpoint.Name, 1, 1);
        return report.Failures
            .Zip(places, (failure, place) => Make(failure.Code, isError: true, failure.Message + ".", place ?? elsewhere, folder))
            .Concat(report.Diagnostics.Select(diagnostic => Make(diagnostic.Code, Severity.IsError(diagnostic, report), diagnostic.Message, elsewhere, folder)));
    }

    private static SourceLocation? Place(string? declaredAt) => declaredAt is null ? null : SourceLocation.Parse(declaredAt);

    private static Finding Make(string code, bool isError, string message, SourceLocation place, string folder) => new(
        Codes.TryFind(code) ?? new Code(PlainText.Of(code), "A message of another version of the tool", ExitCode.Pass),
        isError,
        Escaped(PlainText.Of(message)),
        RepositoryPath.Uri(folder, place.File),
        Math.Max(place.Line, 1));

    /// <summary>SARIF's plain text has links in square brackets.</summary>
    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal)
        .Replace("]", "\\]", StringComparison.Ordinal);
}
