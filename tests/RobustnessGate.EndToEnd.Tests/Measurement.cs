using System.Text.Json;

namespace RobustnessGate.EndToEnd.Tests;

/// <summary>What only a new measurement changes: the evidence, and how long each attack took, which is never twice the same.</summary>
internal sealed record Measurement(string Evidence, string Seconds)
{
    public static Measurement Of(GeneratedProject project)
    {
        using var report = JsonDocument.Parse(project.Report());
        var seconds = report.RootElement.GetProperty("attacks").EnumerateArray().Select(attack => attack.GetProperty("seconds").GetRawText());
        return new Measurement(Convert.ToHexString(File.ReadAllBytes(project.Output("evidence.safetensors")!)), string.Join(' ', seconds));
    }
}
