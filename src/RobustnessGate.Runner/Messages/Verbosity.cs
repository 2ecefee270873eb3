namespace RobustnessGate.Runner.Messages;

/// <summary>How much is said: <see cref="Quiet"/> keeps errors and warnings, <see cref="Diagnostic"/> adds every setting and
/// stack traces.</summary>
internal enum Verbosity
{
    Quiet,
    Normal,
    Diagnostic,
}
