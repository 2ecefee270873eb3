namespace RobustnessGate.Runner.Reports.Markdown;

/// <summary>A part of the view that is there or left out as a whole.</summary>
/// <param name="Name">What the note on sections left out calls it.</param>
/// <param name="Importance">Sections of less go first when room is short; that of the verdict never goes.</param>
/// <param name="Rows">How many rows go with it.</param>
/// <param name="Body">Its text.</param>
internal sealed record Section(string Name, Importance Importance, int Rows, Markup Body);

/// <summary>How much a reader would miss a section, from the least on.</summary>
internal enum Importance
{
    Examples,
    Tuning,
    Reproduction,
    Curve,
    Attacks,
    Classes,
    Diagnostics,
    Change,
    Metrics,
    Verdict,
}
