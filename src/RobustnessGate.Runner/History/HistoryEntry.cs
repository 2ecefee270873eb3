using System.Security.Cryptography;
using System.Text;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.History;

/// <summary>One verdict in a history: a line of <c>history.jsonl</c>, which <c>docs/snapshots.md</c> explains and whose schema is <c>docs/history.schema.json</c>.</summary>
internal sealed record HistoryEntry
{
    public const int CurrentSchemaVersion = 1;

    public required int SchemaVersion { get; init; }

    /// <summary>When, in universal time: <c>2026-11-28T05:00:00Z</c>.</summary>
    public required string Date { get; init; }

    /// <summary>The commit that was measured; null where none was given.</summary>
    public required string? Commit { get; init; }

    /// <summary>SHA-256 of the report: the same report is entered once.</summary>
    public required string Report { get; init; }

    public required string Verdict { get; init; }

    public required ProportionEntry? CleanAccuracy { get; init; }

    public required ProportionEntry? RobustAccuracy { get; init; }

    public required ThreatModelEntry ThreatModel { get; init; }

    public required string Suite { get; init; }

    public required FileEntry Checkpoint { get; init; }

    public required FileEntry Dataset { get; init; }

    /// <summary>The version of the tool.</summary>
    public required string Tool { get; init; }

    /// <summary>Which examples were robust; null where none were attacked.</summary>
    public required HistoryExamples? Examples { get; init; }

    /// <summary>The line for a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="date">When it was measured.</param>
    /// <param name="commit">What was measured; null where that is not known.</param>
    public static HistoryEntry Of(ReportDocument report, string date, string? commit) => new()
    {
        SchemaVersion = CurrentSchemaVersion,
        Date = date,
        Commit = commit,
        Report = Digest(ReportFile.Text(report)),
        Verdict = report.Verdict,
        CleanAccuracy = report.Metrics.CleanAccuracy,
        RobustAccuracy = report.Metrics.RobustAccuracy,
        ThreatModel = report.ThreatModel,
        Suite = report.Suite,
        Checkpoint = report.Inputs.Checkpoint,
        Dataset = report.Inputs.Dataset,
        Tool = report.Environment.Tool,
        Examples = report.Examples.Count == 0 ? null : HistoryExamples.Of(report),
    };

    /// <summary>SHA-256 of a text, as lower-case hexadecimal text.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>Which examples were robust, small enough for a line, so that two lines can be compared example by example.</summary>
/// <param name="Sha256">Tells one list of examples, by dataset, indices and labels, from another.</param>
/// <param name="Robust">One bit an example in the order of the run, the lowest bit of a byte first, in Base64.</param>
internal sealed record HistoryExamples(string Sha256, string Robust)
{
    private const int BitsPerByte = 8;

    public static HistoryExamples Of(ReportDocument report)
    {
        var list = string.Concat(report.Examples.Select(example => FormattableString.Invariant($"{example.Index} {example.Label}\n")));
        var bits = new byte[(report.Examples.Count + BitsPerByte - 1) / BitsPerByte];
        for (var i = 0; i < report.Examples.Count; i++)
        {
            bits[i / BitsPerByte] |= (byte)(report.Examples[i].Outcome is OutcomeText.Robust ? 1 << (i % BitsPerByte) : 0);
        }

        return new HistoryExamples(HistoryEntry.Digest($"{report.Inputs.Dataset.Sha256}\n{list}"), Convert.ToBase64String(bits));
    }

    /// <summary>For each of so many examples, whether it was robust.</summary>
    /// <exception cref="FormatException">The bits are not those of so many examples.</exception>
    public IReadOnlyList<bool> Bits(long count)
    {
        var bytes = Convert.FromBase64String(Robust);
        return bytes.Length == (count + BitsPerByte - 1) / BitsPerByte
            ? [.. Enumerable.Range(0, (int)count).Select(i => (bytes[i / BitsPerByte] & (1 << (i % BitsPerByte))) != 0)]
            : throw new FormatException("its bits are not those of its examples");
    }
}
