using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Snapshots;

/// <summary>What was accepted.</summary>
/// <param name="Path">The baseline's file.</param>
/// <param name="Before">What it said before; null when there was none, or none that could be understood.</param>
/// <param name="After">What it says now.</param>
internal sealed record Acceptance(string Path, Measurement? Before, Measurement After)
{
    /// <summary>What changed with it; null when there is nothing to compare with.</summary>
    public ComparisonEntry? Comparison => Before is { } before ? Comparisons.Comparison.Of(before.File, before.Snapshot, After.Snapshot) : null;

    /// <summary>Makes a received snapshot, or what a report measured, the baseline.</summary>
    /// <param name="folder">Where received snapshots are looked for when none is named.</param>
    /// <param name="given">A received snapshot or a report; null for the one in the folder.</param>
    /// <param name="baseline">The baseline's file; null for the one beside which the received snapshot lies.</param>
    /// <param name="force">Replace a baseline that cannot be understood.</param>
    /// <exception cref="GateException">It is not clear what to accept, it cannot be believed, or it cannot be written.</exception>
    public static Acceptance Execute(string folder, string? given, string? baseline, bool force)
    {
        var source = given ?? Only(folder, baseline);
        var target = baseline ?? SnapshotNames.BaselineOf(source) ?? throw new GateException(
            Codes.NothingToAccept, $"'{source}' is no *.received.json, so it does not say which baseline it is for; name that with --baseline <file>.");
        var after = MeasurementReader.Read(source, MeasurementRole.Argument);
        var accepted = new Acceptance(target, Current(target, force), after);
        SnapshotFile.Write(target, after.Snapshot);
        // What is accepted waits no more, from whichever file it came.
        new ReceivedSnapshot(SnapshotNames.ReceivedOf(target)).Remove(only: after.Snapshot);
        return accepted;
    }

    private static string Only(string folder, string? baseline)
    {
        if (baseline is not null)
        {
            return SnapshotNames.ReceivedOf(baseline);
        }

        string[] candidates = [.. Directory.GetFiles(folder, SnapshotNames.ReceivedPattern).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        return candidates switch
        {
            [var only] => System.IO.Path.Combine(folder, only),
            [] => throw new GateException(Codes.NothingToAccept, $"There is no {SnapshotNames.ReceivedPattern} in '{folder}': no run has differed from its baseline; name a received snapshot or a report."),
            _ => throw new GateException(Codes.NothingToAccept, $"There are {candidates.Length} received snapshots in '{folder}' ({string.Join(", ", candidates)}); name the one to accept."),
        };
    }

    private static Measurement? Current(string path, bool force)
    {
        try
        {
            return MeasurementReader.Read(path, MeasurementRole.Baseline);
        }
        catch (GateException e) when (e.Code == Codes.MeasurementMissing || (force && e.Code == Codes.MeasurementUnreadable))
        {
            return null;
        }
        catch (GateException e) when (e.Code == Codes.MeasurementUnreadable)
        {
            throw new GateException(e.Code, $"{e.Message.TrimEnd('.')}; --force replaces it.", e);
        }
    }
}
