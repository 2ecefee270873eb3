using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RobustnessGate.Runner.Reports;

/// <summary>Everything that a measurement depends on. Two runs of equal identity measure the same; thresholds are no part of it.
/// Nor is the number of threads: a build grants other numbers from time to time, and a measurement taken with one stays valid.</summary>
internal sealed record MeasurementIdentity(
    InputsEntry Inputs,
    ThreatModelEntry ThreatModel,
    string Suite,
    IReadOnlyList<AttackIdentity> Attacks,
    long Examples,
    long Seed,
    bool Shuffle,
    EnvironmentEntry Environment,
    IReadOnlyList<AttackIdentity>? Curve = null,
    int? Slices = null)
{
    /// <summary>SHA-256 of the identity, as lower-case hexadecimal text.</summary>
    public string Fingerprint()
    {
        var lasting = this with { Environment = Environment with { Threads = 0 } };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(lasting, ReportJson.Default.MeasurementIdentity)));
    }
}

/// <summary>An attack by its name and the values of all its options.</summary>
internal sealed record AttackIdentity(string Name, JsonObject Settings);
