using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Devices;

/// <summary>Reading from a device waits for all it was asked to do. A step reads once, for all rows together: what the points' logits and gradients are. What
/// reads more has a reason.</summary>
public sealed class StepReadTests
{
    private const int Steps = 10;

    /// <summary>On steps within a budget in which nothing breaks. Not here: FAB in Linf and L2, whose projection is repeated until it stays; L-BFGS, C&amp;W and
    /// EAD, which look whether a search has ended; decision attacks, whose searches end by what they find; and DeepFool, whose rows end so.</summary>
    [Theory]
    [InlineData("PGD", "Linf", 1)]
    [InlineData("PGD", "L2", 1)]
    [InlineData("BIM", "Linf", 1)]
    [InlineData("BIM", "L2", 1)]
    [InlineData("MI-FGSM", "Linf", 1)]
    [InlineData("MI-FGSM", "L2", 1)]
    [InlineData("APGD-CE", "Linf", 1)]
    [InlineData("APGD-CE", "L2", 1)]
    [InlineData("APGD-DLR", "Linf", 1)]
    [InlineData("APGD-DLR", "L2", 1)]
    [InlineData("APGD-T", "Linf", 1)]
    [InlineData("APGD-T", "L2", 1)]
    [InlineData("Square", "Linf", 1)]
    [InlineData("Square", "L2", 1)]
    // The L1 ball's projection sorts only the features that move, and none where all rows are inside.
    [InlineData("PGD", "L1", 3)]
    [InlineData("BIM", "L1", 3)]
    [InlineData("MI-FGSM", "L1", 3)]
    [InlineData("Square", "L1", 3)]
    // Sparse steps are as long as the row with the most features.
    [InlineData("APGD-CE", "L1", 4)]
    [InlineData("APGD-DLR", "L1", 4)]
    [InlineData("APGD-T", "L1", 4)]
    // The successes that a search for the nearest one comes upon are measured.
    [InlineData("DDN", "L2", 2)]
    [InlineData("FMN", "Linf", 2)]
    [InlineData("FMN", "L1", 4)]
    // And the sizes of all gradients of a step are read at its end.
    [InlineData("FAB", "L1", 3)]
    [InlineData("FAB-T", "L1", 3)]
    // An estimate asks for 16 pairs of points, each in two batches.
    [InlineData("SPSA", "Linf", 32)]
    public void A_step_reads_once_or_says_why(string attack, string norm, double reads)
    {
        using var scope = NewDisposeScope();
        var model = Catalogue.Linear(3, seed: 1);
        var examples = Data.AsClassifiedBy(model, Catalogue.Inputs(12));
        var threat = new ThreatModel(Norm.Find(norm)!, norm == "L0" ? 1 : 1e-6, Bounds.Unit);
        using var victim = new Victim(model, CPU);
        Assert.Equal(reads, (Reads(2 * Steps) - Reads(Steps)) / Steps);

        double Reads(int steps)
        {
            var created = Catalogue.Short(attack, (attack == "Square" ? "Queries" : "Steps", $"{steps}"));
            var before = DeviceMemory.Reads;
            created.Run(victim, examples, threat);
            return (double)(DeviceMemory.Reads - before) / created.RunsOn(3);
        }
    }

    [Fact]
    public void Crafting_to_learn_from_reads_nothing()
    {
        using var scope = NewDisposeScope();
        var model = Catalogue.Linear(3, seed: 1);
        var examples = Data.AsClassifiedBy(model, Catalogue.Inputs(12));
        using var victim = new Victim(model, CPU);
        var before = DeviceMemory.Reads;
        Crafting.Craft(new Pgd { Steps = 5 }, victim, new ThreatModel(Norm.Linf, 0.1, Bounds.Unit), examples, 3, starts: null, seed: 1, CancellationToken.None);
        Assert.Equal(0, DeviceMemory.Reads - before);
    }
}
