using CsCheck;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Boundaries;

namespace RobustnessGate.Runner.Tests.Boundaries;

public class SliceChoiceTests
{
    private static readonly Gen<ExampleResult[]> _results = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 2]).Array[0, 30].Select(
        examples => examples.Select((example, index) => Result(index, example.Item1, (Outcome)example.Item3, $"attack {example.Item2}")).ToArray());

    [Fact]
    public void Broken_examples_of_different_attacks_and_classes_come_first_and_robust_ones_after_them()
    {
        ExampleResult[] examples =
        [
            Result(0, 0, Outcome.Robust),
            Result(1, 0, Outcome.Broken, "FGSM"),
            Result(2, 0, Outcome.Broken, "FGSM"),
            Result(3, 1, Outcome.Misclassified),
            Result(4, 1, Outcome.Broken, "FGSM"),
            Result(5, 2, Outcome.Broken, "PGD"),
            Result(6, 1, Outcome.Robust),
        ];

        Assert.Equal([1, 5, 4, 2, 6, 0], SliceChoice.Rows(examples, 10));
        Assert.Equal([1, 5], SliceChoice.Rows(examples, 2));
        Assert.Empty(SliceChoice.Rows(examples, 0));
    }

    [Fact]
    public void The_choice_does_not_depend_on_the_order_of_the_examples() => Gen.Select(_results, Gen.Int[0, 5], Gen.Int).Sample((examples, count, seed) =>
    {
        var shuffled = examples.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(
            SliceChoice.Rows(examples, count).Select(row => examples[row].Index),
            SliceChoice.Rows(shuffled, count).Select(row => shuffled[row].Index));
    });

    [Fact]
    public void As_many_as_there_are_are_chosen_once_each_and_none_that_is_misclassified() => Gen.Select(_results, Gen.Int[0, 40]).Sample((examples, count) =>
    {
        var rows = SliceChoice.Rows(examples, count);
        Assert.Equal(Math.Min(count, examples.Count(example => example.Outcome != Outcome.Misclassified)), rows.Distinct().Count());
        Assert.DoesNotContain(rows, row => examples[row].Outcome == Outcome.Misclassified);
    });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9_609, 0)]
    [InlineData(9_610, 1)]
    [InlineData(20_000, 2)]
    [InlineData(10_000_000, 4)]
    public void Slices_that_nobody_asked_for_cost_no_more_than_a_tenth_of_the_run(long passes, int expected)
    {
        Assert.Equal(expected, SliceChoice.Count(null, new PassCount(passes / 2, passes - (passes / 2))));
    }

    [Fact]
    public void Slices_that_are_asked_for_are_measured_whatever_they_cost() => Assert.Equal(7, SliceChoice.Count(7, new PassCount(1, 1)));

    private static ExampleResult Result(long index, long label, Outcome outcome, string? brokenBy = null) =>
        new(index, label, label, outcome, outcome == Outcome.Broken ? brokenBy : null, Witness: null);
}
