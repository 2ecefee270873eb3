using System.Security.Cryptography;
using System.Text.Json;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Snapshots;

/// <summary>A measurement that was read.</summary>
/// <param name="File">The file, by name and content.</param>
/// <param name="Snapshot">What was measured.</param>
/// <param name="IsReport">It is a whole report.</param>
internal sealed record Measurement(FileEntry File, SnapshotDocument Snapshot, bool IsReport);

/// <summary>What a file of measurements is called in messages.</summary>
internal sealed record MeasurementRole(string Name, string? Setting = null)
{
    public static readonly MeasurementRole Baseline = new("baseline", SettingCatalog.Baseline.ToString());

    public static readonly MeasurementRole Argument = new("file");

    public GateException Error(Code code, string sentence, Exception? cause = null) => new(code, sentence, cause) { Setting = Setting };
}

/// <summary>Reads snapshots and reports, whichever a file holds.</summary>
internal static class MeasurementReader
{
    private const string NeitherOne = "it is neither a report nor a snapshot";

    /// <summary>Reads what was measured, from a report or a snapshot.</summary>
    /// <exception cref="GateException">The file is missing, cannot be read, or holds no measurement that can be believed.</exception>
    public static Measurement Read(string path, MeasurementRole role)
    {
        var bytes = Bytes(path, role);
        try
        {
            var (report, snapshot) = Parse(bytes);
            return new Measurement(Entry(path, bytes), snapshot ?? Believed(report!), report is not null);
        }
        catch (Exception e) when (e is JsonException or NewerReportException)
        {
            throw Unreadable(path, role, e);
        }
    }

    private static byte[] Bytes(string path, MeasurementRole role)
    {
        try
        {
            return BoundedFile.Read(path, ReportFile.MostBytes);
        }
        catch (InvalidDataException e)
        {
            throw Unreadable(path, role, e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw role.Error(Codes.MeasurementMissing, $"The {role.Name} '{path}' does not exist; name a report.json or a snapshot.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var reason = Directory.Exists(path) ? "it is a folder" : Reason.Of(e);
            throw role.Error(Codes.MeasurementNotFound, $"The {role.Name} '{path}' could not be looked up ({reason}), so it is not known what it says; see to it that this user can read the file.", e);
        }
    }

    private static (ReportDocument? Report, SnapshotDocument? Snapshot) Parse(byte[] bytes)
    {
        using var document = UntrustedJson.Parse(bytes);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException(NeitherOne);
        }

        if (root.TryGetProperty("verdict"u8, out _))
        {
            return (ReportFile.Parse(bytes), null);
        }

        if (root.TryGetProperty("measured"u8, out _))
        {
            RequireVersion(root);
            return (null, SnapshotCheck.Checked(root.Deserialize(ReportJson.Default.SnapshotDocument)!));
        }

        throw new JsonException(NeitherOne);
    }

    private static void RequireVersion(JsonElement root)
    {
        if (!root.TryGetProperty("schemaVersion"u8, out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number))
        {
            throw new JsonException("it has no schemaVersion");
        }

        if (number != SnapshotDocument.CurrentSchemaVersion)
        {
            throw new JsonException(FormattableString.Invariant($"its schemaVersion is {number}, and this robustness-gate reads {SnapshotDocument.CurrentSchemaVersion}"));
        }
    }

    private static SnapshotDocument Believed(ReportDocument report) => report.Verdict is VerdictText.Pass or VerdictText.Fail && SnapshotDocument.Of(report) is { } snapshot
        ? SnapshotCheck.Checked(snapshot)
        : throw new JsonException($"its verdict is '{report.Verdict}', so what it measured cannot be believed");

    private static FileEntry Entry(string path, byte[] bytes) => new(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(bytes)));

    private static GateException Unreadable(string path, MeasurementRole role, Exception cause) => role.Error(
        Codes.MeasurementUnreadable, $"The {role.Name} '{path}' cannot be understood ({Reason.Of(cause)}); restore it, or put a report or snapshot of this version in its place.", cause);
}
