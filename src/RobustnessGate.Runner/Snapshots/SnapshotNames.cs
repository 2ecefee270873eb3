namespace RobustnessGate.Runner.Snapshots;

/// <summary>How a committed snapshot and the one that a run leaves beside it are called, by Verify's conventions.</summary>
internal static class SnapshotNames
{
    private const string Verified = ".verified.json";
    private const string Received = ".received.json";
    private const string Extension = ".json";

    /// <summary>What a folder's received snapshots are called.</summary>
    public const string ReceivedPattern = "*" + Received;

    /// <summary>Where a run leaves its snapshot: <c>App.robustness.verified.json</c> has <c>App.robustness.received.json</c> beside it.</summary>
    public static string ReceivedOf(string baseline) => (Without(baseline, Verified) ?? Without(baseline, Extension) ?? baseline) + Received;

    /// <summary>The baseline beside which a received snapshot was left; null when the name is not that of one.</summary>
    public static string? BaselineOf(string received)
    {
        if (Without(received, Received) is not { } stem)
        {
            return null;
        }

        return !File.Exists(stem + Verified) && File.Exists(stem + Extension) ? stem + Extension : stem + Verified;
    }

    private static string? Without(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? path[..^ending.Length] : null;
}
