using System.Text.Json.Nodes;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Tests.Reports;

public class MeasurementIdentityTests
{
    private static readonly ReportDocument Report = SampleReport.Measured;

    private static MeasurementIdentity Identity => new(
        Report.Inputs, Report.ThreatModel, Report.Suite, [new AttackIdentity("PGD", new JsonObject { ["Steps"] = 40 })], 5, 0, false, Report.Environment);

    public static TheoryData<string> Changes => new(Variants.Keys);

    private static Dictionary<string, Func<MeasurementIdentity, MeasurementIdentity>> Variants { get; } = new()
    {
        ["checkpoint"] = identity => identity with { Inputs = identity.Inputs with { Checkpoint = new FileEntry("net.pt", "other") } },
        ["dataset"] = identity => identity with { Inputs = identity.Inputs with { Dataset = new FileEntry("test.npz", "other") } },
        ["assembly"] = identity => identity with { Inputs = identity.Inputs with { Assembly = new FileEntry("Shop.dll", "other") } },
        ["model"] = identity => identity with { Inputs = identity.Inputs with { Model = "Shop.Net" } },
        ["epsilon"] = identity => identity with { ThreatModel = identity.ThreatModel with { Epsilon = 0.03 } },
        ["bounds"] = identity => identity with { ThreatModel = identity.ThreatModel with { Bounds = [-1, 1] } },
        ["mask"] = identity => identity with { ThreatModel = identity.ThreatModel with { Mask = new FileEntry("mask.npy", "c0") } },
        ["curve"] = identity => identity with { Curve = identity.Attacks },
        ["slices"] = identity => identity with { Slices = 4 },
        ["attack option"] = identity => identity with { Attacks = [new AttackIdentity("PGD", new JsonObject { ["Steps"] = 41 })] },
        ["number of attacks"] = identity => identity with { Attacks = [.. identity.Attacks, .. Identity.Attacks] },
        ["examples"] = identity => identity with { Examples = 4 },
        ["seed"] = identity => identity with { Seed = 1 },
        ["shuffle"] = identity => identity with { Shuffle = true },
        ["device"] = identity => identity with { Environment = identity.Environment with { Device = "cuda:0" } },
        ["batch size"] = identity => identity with { Environment = identity.Environment with { BatchSize = 255 } },
        ["tool"] = identity => identity with { Environment = identity.Environment with { Tool = "0.1.1" } },
        ["libtorch"] = identity => identity with { Environment = identity.Environment with { LibTorch = "2.0" } },
    };

    [Fact]
    public void Equal_identities_have_equal_fingerprints()
    {
        Assert.Equal(Identity.Fingerprint(), Identity.Fingerprint());
        Assert.Matches("^[0-9a-f]{64}$", Identity.Fingerprint());
    }

    [Fact]
    public void A_measurement_stays_valid_when_a_build_grants_another_number_of_threads()
    {
        Assert.Equal(Identity.Fingerprint(), (Identity with { Environment = Identity.Environment with { Threads = 1 } }).Fingerprint());
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_a_measurement_depends_on_changes_the_fingerprint(string change)
    {
        Assert.NotEqual(Identity.Fingerprint(), Variants[change](Identity).Fingerprint());
    }
}
