namespace RobustnessGate.Runner.Reports.Html;

/// <summary>Text that is HTML already, or stands where HTML has no escapes: templates write it as it is.</summary>
internal sealed record Markup(string Text);
