using System.Diagnostics;
using RobustnessGate.Attacks.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Soundness;

/// <summary>No attack keeps what it no longer needs.</summary>
public sealed class MemoryTests
{
    private const string Steps = "Steps";
    private const string Queries = "Queries";

    public static TheoryData<string, string, string> AttacksWithSteps { get; } = new(
        from description in AttackCatalog.All
        let steps = description.Options.FirstOrDefault(option => option.Name is Steps or Queries)
        where steps is not null
        from norm in description.Norms
        select (description.Name, norm.Name, steps.Name));

    [Theory]
    [MemberData(nameof(AttacksWithSteps))]
    public void Three_times_the_steps_keep_no_more_tensors(string attack, string norm, string option)
    {
        using var scope = NewDisposeScope();
        Assert.InRange(MostLive("30") - MostLive("10"), long.MinValue, 9);

        long MostLive(string steps)
        {
            // Robust, so that all steps are made.
            var most = 0L;
            using var model = new FunctionModel(points =>
            {
                most = Math.Max(most, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
                return points.flatten(1).narrow(1, 0, 2) * 0.01 + tensor(new[] { 1f, 0f });
            });
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            var threat = new ThreatModel(Norm.Find(norm)!, norm == "L0" ? 2 : 0.1, Bounds.Unit);
            Catalogue.Evaluate(Catalogue.Short(attack, (option, steps)), model, Data.Labelled(Catalogue.Inputs(4), zeros(4, ScalarType.Int64)), threat);
            return most - before;
        }
    }

    // All pairs of so many features are 3.6 GB for each example.
    [Fact]
    public void Saliency_does_not_look_at_all_pairs_of_features()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(0);
        using var model = new FunctionModel(points => stack([points.flatten(1).sum(1) / 100, full([points.shape[0]], 1e6)], 1));
        using var process = Process.GetCurrentProcess();
        var before = process.PeakWorkingSet64;
        Catalogue.Evaluate(
            Catalogue.Short("JSMA", ("Gamma", "0.001")), model, Data.Labelled(draws.Uniform(4, 3, 100, 100), ones(4, ScalarType.Int64)), new ThreatModel(Norm.L0, 100, Bounds.Unit));
        process.Refresh();
        Assert.InRange(process.PeakWorkingSet64 - before, 0, 1L << 29);
    }
}
