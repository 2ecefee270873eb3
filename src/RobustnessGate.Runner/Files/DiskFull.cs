namespace RobustnessGate.Runner.Files;

/// <summary>Tells a full disk from other failures to write.</summary>
internal static class DiskFull
{
    // ENOSPC and EDQUOT on Linux and macOS, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows, in the low word of the HResult.
    private static readonly int[] _codes = [28, 122, 69, 112, 39];

    public static bool Explains(Exception exception) => exception is IOException && Array.IndexOf(_codes, exception.HResult & 0xFFFF) >= 0;
}
