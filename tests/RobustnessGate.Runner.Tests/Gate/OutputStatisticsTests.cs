using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.Tests.Gate;

public class OutputStatisticsTests
{
    [Fact]
    public void Ordinary_logits_raise_nothing()
    {
        Assert.Empty(Found([[1.5f, -2f], [0.5f, 3f]]));
    }

    [Fact]
    public void Values_that_are_not_finite_are_counted_with_the_first_example()
    {
        var statistics = new OutputStatistics();
        statistics.Add([1, 2, float.NaN, 1, 1, float.PositiveInfinity], 2, [10, 11, 12]);
        var found = Assert.Single(statistics.Diagnostics());
        Assert.Equal("RG3010", found.Code);
        Assert.StartsWith("The model returns values that are not finite for 2 of 3 examples as they are (first: example 11)", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_outputs_for_all_examples_are_constant()
    {
        Assert.Equal(["RG3011"], Found([[1f, 2f], [1f, 2f], [1f, 2f]]));
        Assert.Empty(Found([[1f, 2f], [1f, 2f], [1f, 2.0000002f]]));
    }

    [Fact]
    public void One_example_alone_is_not_constant()
    {
        Assert.Empty(Found([[1f, 2f]]));
    }

    [Fact]
    public void Rows_that_add_up_to_one_look_like_probabilities()
    {
        Assert.Equal(["RG2004"], Found([[0.25f, 0.75f], [1f, 0f]]));
        Assert.Empty(Found([[0.25f, 0.75f], [1.25f, -0.25f]]));
        Assert.Empty(Found([[0.25f, 0.75f], [0.5f, 0.6f]]));
    }

    private static IEnumerable<string> Found(float[][] batches)
    {
        var statistics = new OutputStatistics();
        for (var i = 0; i < batches.Length; i++)
        {
            statistics.Add(batches[i], batches[i].Length, [i]);
        }

        return statistics.Diagnostics().Select(diagnostic => diagnostic.Code);
    }
}
