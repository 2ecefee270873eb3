using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Devices;

public sealed class StepReadTests
{
    public static TheoryData<string, string> AttacksAndNorms => Catalogue.AttacksAndNorms;

    [Theory]
    [MemberData(nameof(AttacksAndNorms))]
    public void Report(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var model = Catalogue.Linear(3, seed: 1);
        var examples = Data.AsClassifiedBy(model, Catalogue.Inputs(12));
        var threat = new ThreatModel(Norm.Find(norm)!, norm == "L0" ? 1 : 1e-6, Bounds.Unit);
        using var victim = new Victim(model, CPU);
        long Reads(string steps) { var b = DeviceMemory.Reads; var p = victim.Passes; Catalogue.Short(attack, (Steps(attack), steps)).Run(victim, examples, threat); Console.Error.WriteLine($"READS {attack} {norm} {steps} reads {DeviceMemory.Reads - b} passes {victim.Passes - p}"); return DeviceMemory.Reads - b; }
        if (Steps(attack).Length > 0) { Reads("4"); Reads("14"); }
    }
    private static string Steps(string attack) => attack switch { "FGSM" => "", "Square" => "Queries", "JSMA" => "", _ => "Steps" };
}
