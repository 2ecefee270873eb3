namespace RobustnessGate.Tasks;

/// <summary>What the task needs to know of <c>report.json</c>: whether the run wrote it, and its verdict.</summary>
internal static class Report
{
    public const string Pass = "pass";

    /// <summary>Tells one version of the file from another; null when there is none.</summary>
    public static (long Ticks, long Length)? Version(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc.Ticks, file.Length) : null;
    }

    /// <summary>The verdict of a complete report; null when the file is missing, truncated, not JSON, or has none.</summary>
    public static string? Verdict(string path)
    {
        try
        {
            return JsonDocumentMember.Read(File.ReadAllText(path), "verdict");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
