using System.Text.Json;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Snapshots;

/// <summary>Writes snapshots: equal ones as equal bytes, and each example in a line of its own, so that version control shows what changed.</summary>
internal static class SnapshotFile
{
    private const string EndOfEmptyList = "[]\n}";

    /// <summary>The text of the file.</summary>
    public static string Text(SnapshotDocument snapshot)
    {
        var head = JsonSerializer.Serialize(snapshot with { Examples = [] }, ReportFile.Json.SnapshotDocument);
        var lines = snapshot.Examples.Select(example => JsonSerializer.Serialize(example, ReportFile.CompactJson.SnapshotExample));
        return $"{head[..^EndOfEmptyList.Length]}[\n    {string.Join(",\n    ", lines)}\n  ]\n}}\n";
    }

    /// <exception cref="GateException">RG3003: the file cannot be written.</exception>
    public static void Write(string path, SnapshotDocument snapshot) => AtomicFile.WriteText(path, Text(snapshot), new OutputPlace("make its folder writable"));
}
