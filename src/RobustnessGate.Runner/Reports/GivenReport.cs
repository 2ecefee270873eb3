using System.Text.Json;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Reports;

/// <summary>Reads a report that a command is given, whoever wrote it: as data of a bounded size, in the form that a run leaves.</summary>
internal static class GivenReport
{
    /// <summary>A report of 100,000 examples has some 20 MB.</summary>
    public const int MostBytes = 64 << 20;

    /// <exception cref="GateException">RG0304: it is no report that this tool can read.</exception>
    public static ReportDocument Read(string path)
    {
        try
        {
            var bytes = Bytes(path);
            RequireVersion(path, bytes);
            return ReportFile.Parse(bytes);
        }
        catch (JsonException exception)
        {
            throw Unreadable(path, $"is no report ({Reason.InOneSentence(exception)}); name a report.json that robustness-gate run has written", exception);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable(path, $"does not exist; correct its name (relative paths start at '{Environment.CurrentDirectory}')", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, $"cannot be read ({Reason.Of(exception)}); name a file that this user may read", exception);
        }
    }

    private static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        // Read to the limit, not by the length: a pipe has none.
        var bytes = new byte[MostBytes + 1];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= MostBytes
            ? bytes[..length]
            : throw Unreadable(path, $"is larger than {MostBytes >> 20} MiB, so it is no report; name a report.json that robustness-gate run has written");
    }

    // First of all: a newer document may have any form.
    private static void RequireVersion(string path, byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        if (document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("schemaVersion", out var version)
            && version.ValueKind == JsonValueKind.Number
            && !(version.TryGetInt32(out var number) && number == ReportDocument.CurrentSchemaVersion))
        {
            throw Unreadable(path, $"has the schemaVersion {version}, and this robustness-gate reads {ReportDocument.CurrentSchemaVersion}; use the version that wrote it");
        }
    }

    private static GateException Unreadable(string path, FormattableString what, Exception? cause = null) =>
        new(Codes.ReportUnreadable, $"The report '{path}' {FormattableString.Invariant(what)}.", cause);
}
