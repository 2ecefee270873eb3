namespace RobustnessGate.Tasks;

/// <summary>The text of <c>RobustnessGateMode</c>.</summary>
internal static class GateMode
{
    public static bool IsWarn(string? text) => Is(text, "warn");

    public static bool IsValid(string? text) => string.IsNullOrWhiteSpace(text) || IsWarn(text) || Is(text, "error");

    private static bool Is(string? text, string mode) => string.Equals(text?.Trim(), mode, StringComparison.OrdinalIgnoreCase);
}
