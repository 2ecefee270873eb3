using CsCheck;
using RobustnessGate.Runner.Comparisons;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Snapshots;
using RobustnessGate.Runner.Tests.Snapshots;

namespace RobustnessGate.Runner.Tests.Comparisons;

public class ComparisonTests
{
    private static readonly FileEntry File = new("App.robustness.verified.json", new string('a', 64));

    [Fact]
    public void What_is_counted_is_what_a_look_at_each_example_counts()
    {
        RandomSnapshots.Pairs.Sample(
            (before, after) =>
            {
                var change = Comparison.Of(File, before, after).Change!;
                var pairs = before.Examples.Select(example => (Before: example, After: after.Examples.Single(other => other.Index == example.Index))).ToList();

                var broke = pairs.Count(pair => pair.Before.Outcome == "robust" && pair.After.Outcome != "robust");
                var repaired = pairs.Count(pair => pair.Before.Outcome != "robust" && pair.After.Outcome == "robust");
                Assert.Equal((broke, repaired), ((int)change.RobustAccuracy.Lost, (int)change.RobustAccuracy.Gained));
                Assert.Equal(after.Counts.Robust - before.Counts.Robust, change.RobustAccuracy.Gained - change.RobustAccuracy.Lost);
                Assert.Equal(
                    (pairs.Count(pair => pair.Before.Predicted == pair.Before.Label && pair.After.Predicted != pair.After.Label), pairs.Count(pair => pair.Before.Predicted != pair.Before.Label && pair.After.Predicted == pair.After.Label)),
                    ((int)change.CleanAccuracy.Lost, (int)change.CleanAccuracy.Gained));
                Assert.Equal((double)after.Counts.Robust / pairs.Count, change.RobustAccuracy.After);

                Assert.Equal(
                    pairs.Where(pair => pair.Before.Outcome != pair.After.Outcome).Select(pair => (pair.After.Index, pair.Before.Outcome, pair.After.Outcome, pair.Before.BrokenBy, pair.After.BrokenBy)),
                    change.Examples.Select(example => (example.Index, example.Before, example.After, example.BrokenByBefore, example.BrokenBy)));

                foreach (var label in change.Classes)
                {
                    var ofClass = pairs.Where(pair => pair.Before.Label == label.Label).ToList();
                    Assert.Equal(
                        (ofClass.Count, ofClass.Count(pair => pair.Before.Outcome == "robust"), ofClass.Count(pair => pair.After.Outcome == "robust")),
                        ((int)label.Examples, (int)label.RobustBefore, (int)label.RobustAfter));
                    Assert.Equal(ofClass.Count(pair => pair.Before.Outcome == "robust" && pair.After.Outcome != "robust"), (int)label.Lost);
                    Assert.Equal(ofClass.Count(pair => pair.Before.Outcome != "robust" && pair.After.Outcome == "robust"), (int)label.Gained);
                }

                Assert.Equal(pairs.Select(pair => pair.Before.Label).Distinct().Order(), change.Classes.Select(label => label.Label));
            },
            iter: 200);
    }

    [Fact]
    public void A_measurement_does_not_differ_from_itself()
    {
        RandomSnapshots.Any.Sample(snapshot =>
        {
            var change = Comparison.Of(File, snapshot, snapshot).Change!;
            Assert.Empty(change.Examples);
            Assert.Equal((0, 0, 1.0, false), ((int)change.RobustAccuracy.Lost, (int)change.RobustAccuracy.Gained, change.RobustAccuracy.PValue, change.RobustAccuracy.ExceedsChance));
        });
    }

    [Fact]
    public void What_sets_two_measurements_apart_is_named()
    {
        var sample = RandomSnapshots.Of([new SnapshotExample(0, 1, 1, "robust", null)]);
        var measured = sample.Measured;
        Assert.Null(Difference(sample with { Checkpoint = new FileEntry("better.pt", new string('e', 64)), Model = "Net" }));
        Assert.Null(Difference(With(measured with { Dataset = measured.Dataset with { Name = "renamed.npz" } })));
        Assert.Equal($"dataset {measured.Dataset.Sha256} instead of e", Difference(With(measured with { Dataset = new FileEntry("test.npz", "e") })));
        Assert.Equal("dataset format npz instead of idx", Difference(With(measured with { DatasetFormat = "idx" })));
        Assert.Equal("norm Linf instead of L2", Difference(With(measured with { ThreatModel = measured.ThreatModel with { Norm = "L2" } })));
        Assert.Equal("epsilon 0.1 instead of 0.03", Difference(With(measured with { ThreatModel = measured.ThreatModel with { Epsilon = 0.03 } })));
        Assert.Equal("bounds 0, 1 instead of -1, 1", Difference(With(measured with { ThreatModel = measured.ThreatModel with { Bounds = [-1, 1] } })));
        Assert.Equal("mask none instead of c0", Difference(With(measured with { ThreatModel = measured.ThreatModel with { Mask = new FileEntry("mask.npy", "c0") } })));
        Assert.Equal("number of examples 1 instead of 6", Difference(With(measured with { Examples = 6 })));
        Assert.Equal("seed 0 instead of 1", Difference(With(measured with { Seed = 1 })));
        Assert.Equal("shuffle False instead of True", Difference(With(measured with { Shuffle = true })));
        Assert.Equal("suite standard instead of quick", Difference(With(measured with { Suite = "quick" })));
        Assert.Equal("attacks APGD-CE instead of APGD-CE, PGD", Difference(With(measured with { Attacks = [.. measured.Attacks, new AttackIdentity("PGD", [])] })));
        Assert.Equal("curve none instead of FMN", Difference(With(measured with { Curve = [new AttackIdentity("FMN", [])] })));
        Assert.Equal("APGD-CE with other options", Difference(With(measured with { Attacks = [new AttackIdentity("APGD-CE", [])] })));
        Assert.Equal("other examples", Difference(sample with { Examples = [new SnapshotExample(1, 1, 1, "robust", null)] }));
        Assert.Equal("other examples", Difference(sample with { Examples = [new SnapshotExample(0, 2, 2, "robust", null)] }));

        SnapshotDocument With(MeasuredEntry other) => sample with { Measured = other };
        string? Difference(SnapshotDocument other) => Comparison.Of(File, sample, other).NotComparable;
    }

    [Theory]
    [InlineData(0, 0, "no example broke and none was repaired")]
    [InlineData(1, 0, "1 example broke and 0 were repaired, no more than chance explains, p = 1")]
    [InlineData(2, 12, "2 examples broke and 12 were repaired, more than chance explains, p = 0.0129")]
    [InlineData(0, 30, "0 examples broke and 30 were repaired, more than chance explains, p < 0.0001")]
    [InlineData(3, 1, "3 examples broke and 1 was repaired, no more than chance explains, p = 0.625")]
    public void A_change_is_said_in_words(long lost, long gained, string expected)
    {
        Assert.Equal(expected, ComparisonText.Counts(new PairedShares(5, lost, gained, 5).Entry()));
    }
}
