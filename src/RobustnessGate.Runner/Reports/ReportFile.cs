using System.Text.Encodings.Web;
using System.Text.Json;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Reports;

/// <summary>Reads and writes <c>report.json</c>.</summary>
internal static class ReportFile
{
    public const string Name = "report.json";

    /// <summary>A report of a million examples has some 200 MB.</summary>
    public const int MostBytes = 256 << 20;

    private const string VersionKey = "schemaVersion";

    /// <summary>Messages are written readable as they are: a report is no web page.</summary>
    public static readonly ReportJson Json = new(new JsonSerializerOptions(ReportJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The same without line breaks.</summary>
    public static readonly ReportJson CompactJson = new(new JsonSerializerOptions(Json.Options) { WriteIndented = false });

    public static string Text(ReportDocument report) => JsonSerializer.Serialize(report, Json.ReportDocument) + "\n";

    /// <exception cref="GateException">The file cannot be written.</exception>
    public static void Write(string path, ReportDocument report) => AtomicFile.WriteText(path, Text(report));

    /// <summary>Reads a report, whoever wrote it.</summary>
    /// <exception cref="GateException">RG0601: the file does not exist. RG0602: it is no report. RG0603: a newer version wrote it.</exception>
    public static ReportDocument Read(string path)
    {
        try
        {
            return Parse(BoundedFile.Read(path, MostBytes));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GateException(Codes.ReportMissing, $"The report '{path}' does not exist; name a report.json that robustness-gate run has written.", e);
        }
        catch (NewerReportException e)
        {
            throw new GateException(Codes.ReportTooNew, $"The report '{path}' is from a newer version: {e.Message}; read it with the version that wrote it.", e);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new GateException(Codes.ReportUnreadable, $"The report '{path}' cannot be used ({Reason.InOneSentence(e)}); name a report.json that robustness-gate run has written.", e);
        }
    }

    /// <summary>Reads a report, whoever wrote it.</summary>
    /// <exception cref="JsonException">It is no report, or not one that a run can have left.</exception>
    /// <exception cref="NewerReportException">A newer version wrote it.</exception>
    public static ReportDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        using var document = UntrustedJson.Parse(bytes);
        RequireVersion(document.RootElement);
        var report = document.RootElement.Deserialize(ReportJson.Default.ReportDocument)!;
        return ReportCheck.Problem(report) is { } problem ? throw new JsonException(problem) : report;
    }

    // First of all: a newer document may have any form.
    private static void RequireVersion(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(VersionKey, out var version) || version.ValueKind != JsonValueKind.Number)
            throw new JsonException($"it has no {VersionKey}");

        var number = version.GetDouble();
        if (number > ReportDocument.CurrentSchemaVersion)
            throw new NewerReportException($"its {VersionKey} is {version.GetRawText()}, and this robustness-gate reads {ReportDocument.CurrentSchemaVersion}");
        if (number < ReportDocument.CurrentSchemaVersion)
            throw new JsonException($"its {VersionKey} {version.GetRawText()} never was");
    }
}

/// <summary>A later version of the tool wrote the report.</summary>
internal sealed class NewerReportException(string message) : Exception(message);
