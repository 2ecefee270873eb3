using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.History;

/// <summary>A history: one entry a line, only ever added to. A line that a crash cut off is left out, and said.</summary>
internal static partial class HistoryFile
{
    public const string DateFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    // Ten thousand entries on ten thousand examples each.
    private const int MostBytes = 32 << 20;

    /// <summary>The entries, in the order of the file.</summary>
    /// <exception cref="GateException">RG0308: the file is missing, or holds something else than entries.</exception>
    public static IReadOnlyList<HistoryEntry> Read(string path, MessageLog log)
    {
        try
        {
            return Parse(path, BoundedFile.Read(path, MostBytes), log);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new GateException(Codes.HistoryUnreadable, $"The history '{path}' cannot be read ({Reason.Of(e)}); name a file that 'robustness-gate history add' wrote.", e);
        }
    }

    /// <summary>Adds an entry, unless there is one of the same report.</summary>
    /// <returns>Whether it was added.</returns>
    /// <exception cref="GateException">RG0308: the file holds something else than entries. RG3003: it cannot be written.</exception>
    public static bool Add(string path, HistoryEntry entry, MessageLog log)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            // Nobody else may write between the look and the line.
            using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            if (stream.Length > MostBytes)
            {
                throw new GateException(Codes.HistoryUnreadable, $"The history '{path}' is larger than {MostBytes >> 20} MiB; begin a new one.");
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            if (Parse(path, bytes, log).Any(known => known.Report == entry.Report))
            {
                return false;
            }

            // A line that was cut off stays a line of its own.
            var start = bytes is [.., not (byte)'\n'] ? "\n" : "";
            stream.Write(Encoding.UTF8.GetBytes($"{start}{JsonSerializer.Serialize(entry, ReportFile.CompactJson.HistoryEntry)}\n"));
            stream.Flush(flushToDisk: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GateException(Codes.OutputNotWritable, $"The history '{path}' cannot be written ({Reason.Of(e)}); name a file that this user can write.", e);
        }
    }

    private static List<HistoryEntry> Parse(string path, byte[] bytes, MessageLog log)
    {
        var entries = new List<HistoryEntry>();
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (IsCut(line))
            {
                log.Warning(Codes.HistoryLineCut, FormattableString.Invariant($"Line {number} of the history '{path}' is cut off or damaged, and is left out; the others are whole."));
                continue;
            }

            entries.Add(Entry(line) ?? throw new GateException(
                Codes.HistoryUnreadable, FormattableString.Invariant($"Line {number} of the history '{path}' is no entry of this version; name a file that 'robustness-gate history add' of this version wrote.")));
        }

        return entries;
    }

    private static bool IsCut(string line)
    {
        try
        {
            using var document = UntrustedJson.Parse(Encoding.UTF8.GetBytes(line));
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static HistoryEntry? Entry(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ReportJson.Default.HistoryEntry) is { SchemaVersion: HistoryEntry.CurrentSchemaVersion } entry && IsSound(entry) ? entry : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    // What is shown of an entry without a look at it.
    private static bool IsSound(HistoryEntry entry) =>
        DateTime.TryParseExact(entry.Date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && (entry.Commit is null || IsCommit(entry.Commit))
        && entry.Verdict is VerdictText.Pass or VerdictText.Fail or VerdictText.Invalid
        && (entry.Examples is null || (entry.RobustAccuracy is { } robust && entry.Examples.Bits(robust.Of).LongCount(bit => bit) == robust.Count));

    /// <summary>Whether a text is a commit's name, short or whole.</summary>
    public static bool IsCommit(string text) => CommitName().IsMatch(text);

    [GeneratedRegex(@"\A[0-9a-f]{7,64}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CommitName();
}
