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
    public static ReportDocument Read(string path) => Parse(File.ReadAllBytes(path));

    /// <summary>Reads a report of this version.</summary>
    /// <exception cref="JsonException">The bytes are not one.</exception>
    public static ReportDocument Parse(ReadOnlySpan<byte> bytes)
    {
        var report = Deserialize(bytes);
        if (report is not { SchemaVersion: ReportDocument.CurrentSchemaVersion })
            throw new JsonException($"its schemaVersion is not {ReportDocument.CurrentSchemaVersion}");
        if (Lists(report).Any(list => list.Contains(null)))
            throw new JsonException("a list has an element null");
        return report.ThreatModel.Bounds.Count == 2 ? report : throw new JsonException("its bounds are not two numbers");
    }

    private static ReportDocument? Deserialize(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, ReportJson.Default.ReportDocument);
        }
        catch (ArgumentException exception)
        {
            // What an attack's settings say twice.
            throw new JsonException(exception.Message, exception);
        }
    }

    // What is null in a list, the serializer does not refuse.
    private static IEnumerable<IEnumerable<object?>> Lists(ReportDocument report) =>
    [
        report.Failures, report.Diagnostics, report.Attacks, report.Examples, report.Classes ?? [],
        report.Curve?.Points ?? [], report.Curve?.Attacks ?? [], report.Tuning?.Curve ?? [],
        report.Comparison?.Change?.Classes ?? [], report.Comparison?.Change?.Examples ?? [],
    ];
}
