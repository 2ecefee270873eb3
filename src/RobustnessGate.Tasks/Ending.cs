using System.Globalization;

namespace RobustnessGate.Tasks;

internal enum Termination
{
    None,
    TimedOut,
    Cancelled,
}

/// <summary>How a run of the runner ended, and what that means. Every way but one is a failure.</summary>
internal sealed record Ending
{
    private const int CancelledExitCode = 130;

    public static Problem Cancelled { get; } =
        new(Codes.Cancelled, "The robustness gate was cancelled before it reached a verdict; build again to measure.");

    public Termination Termination { get; init; }

    public TimeSpan Timeout { get; init; }

    public int ExitCode { get; init; }

    /// <summary>How many error messages the runner sent.</summary>
    public int ErrorsReceived { get; init; }

    /// <summary>A protocol line that could not be read.</summary>
    public string? UnreadableLine { get; init; }

    /// <summary>The last line outside the protocol, usually what a crash left on standard error.</summary>
    public string? LastLine { get; init; }

    /// <summary>Whether the report was written by this run.</summary>
    public bool ReportIsFresh { get; init; }

    public string? Verdict { get; init; }

    public string ReportPath { get; init; } = "";

    public bool Passed =>
        Termination == Termination.None && ExitCode == 0 && ErrorsReceived == 0 && UnreadableLine is null
        && ReportIsFresh && string.Equals(Verdict, Report.Pass, StringComparison.Ordinal);

    /// <summary>What the task has to say about the ending; null when it passed or when the runner has said why it did not.</summary>
    public Problem? Problem
    {
        get
        {
            if (Termination == Termination.TimedOut)
            {
                return new(Codes.TimedOut, $"The robustness gate did not finish within RobustnessTimeout ({Timeout.ToString("c", CultureInfo.InvariantCulture)}) and was stopped; raise RobustnessTimeout, or lower RobustnessSamples.");
            }

            if ((Termination == Termination.Cancelled || ExitCode == CancelledExitCode) && ErrorsReceived == 0)
            {
                return Cancelled;
            }

            if (UnreadableLine is not null)
            {
                return new(Codes.RunnerCrashed, $"The runner sent a message that this version of RobustnessGate cannot read ('{UnreadableLine}'); use the package and the runner in the same version.");
            }

            if (Passed || ErrorsReceived > 0)
            {
                return null;
            }

            return ExitCode == 0 ? ReportProblem() : Crash();
        }
    }

    private Problem ReportProblem()
    {
        var finding = !ReportIsFresh ? "wrote no report" : Verdict is null ? "left a report without a verdict" : $"left a report whose verdict is '{Verdict}'";
        return new(Codes.ReportMissing, $"The runner reported success but {finding} ({ReportPath}), so nothing is proven; delete the folder and build again.");
    }

    private Problem Crash()
    {
        var last = LastLine is { Length: > 0 } ? $"; its last line: {LastLine}" : "";
        return new(Codes.RunnerCrashed, $"The runner ended without a verdict ({DescribeExit()}){last}. Build with -v:detailed to see all of its output.");
    }

    // Unix shells and .NET report death by signal N as 128 + N.
    private string DescribeExit() => ExitCode switch
    {
        134 => "exit code 134, it crashed",
        137 => "exit code 137, it was killed, often for want of memory",
        139 => "exit code 139, it crashed in native code",
        143 => "exit code 143, it was asked to end",
        _ => string.Format(CultureInfo.InvariantCulture, "exit code {0}", ExitCode),
    };
}
