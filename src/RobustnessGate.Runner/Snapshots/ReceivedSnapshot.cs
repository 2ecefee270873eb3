using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Snapshots;

/// <summary>The snapshot that a run leaves beside the baseline. A file of that name that is no snapshot is somebody else's, and stays.</summary>
internal sealed class ReceivedSnapshot(string path)
{
    /// <summary>How messages call it.</summary>
    public string Shown => ShownPath.Of(path);

    /// <summary>Writes it; says so where that cannot be done, and returns false. The verdict does not depend on it.</summary>
    public bool Leave(SnapshotDocument snapshot, MessageLog log)
    {
        if (File.Exists(path) && Read() is null)
        {
            log.Warning(Codes.ReceivedNotWritten, $"This run differs from the baseline, but '{Shown}' holds something else than a snapshot and was left as it is; move it away.");
            return false;
        }

        try
        {
            SnapshotFile.Write(path, snapshot);
            return true;
        }
        catch (GateException e)
        {
            log.Warning(Codes.ReceivedNotWritten, $"This run differs from the baseline. {e.Message}");
            return false;
        }
    }

    /// <summary>Removes it, where there is one.</summary>
    /// <param name="only">Unless it says something else than this.</param>
    public void Remove(SnapshotDocument? only = null)
    {
        if (Read() is not { } left || (only is not null && !string.Equals(SnapshotFile.Text(left), SnapshotFile.Text(only), StringComparison.Ordinal)))
        {
            return;
        }

        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays, and the next run tries again: nothing depends on it.
            return;
        }
    }

    private SnapshotDocument? Read()
    {
        try
        {
            return MeasurementReader.Read(path, MeasurementRole.Argument) is { IsReport: false } left ? left.Snapshot : null;
        }
        catch (GateException)
        {
            return null;
        }
    }
}
