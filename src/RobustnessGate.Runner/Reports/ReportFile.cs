using System.Text.Encodings.Web;
using System.Text.Json;
using RobustnessGate.Runner.Files;

namespace RobustnessGate.Runner.Reports;

/// <summary>Reads and writes <c>report.json</c>.</summary>
internal static class ReportFile
{
    public const string Name = "report.json";

    /// <summary>Messages are written readable as they are: a report is no web page.</summary>
    public static readonly ReportJson Json = new(new JsonSerializerOptions(ReportJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Text(ReportDocument report) => JsonSerializer.Serialize(report, Json.ReportDocument) + "\n";

    /// <exception cref="Messages.GateException">The file cannot be written.</exception>
    public static void Write(string path, ReportDocument report) => AtomicFile.WriteText(path, Text(report));

    /// <summary>Reads a report of this version.</summary>
    /// <exception cref="JsonException">The file is not one.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ReportDocument Read(string path)
    {
        var report = JsonSerializer.Deserialize(File.ReadAllBytes(path), ReportJson.Default.ReportDocument);
        return report is { SchemaVersion: ReportDocument.CurrentSchemaVersion }
            ? report
            : throw new JsonException($"its schemaVersion is not {ReportDocument.CurrentSchemaVersion}");
    }
}
