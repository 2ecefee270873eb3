using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.Tests.Gate;

public class PredictionChecksTests
{
    private static readonly long[] Labels = [.. Enumerable.Range(0, 100).Select(index => index % 10L)];

    [Fact]
    public void A_classifier_raises_nothing()
    {
        Assert.Null(Code(Labels));
    }

    [Fact]
    public void One_class_for_everything_is_called_out()
    {
        Assert.Equal("RG2013", Code([.. Labels.Select(_ => 3L)]));
    }

    [Fact]
    public void One_class_is_right_where_the_data_have_no_other()
    {
        var ones = Enumerable.Repeat(1L, 50).ToArray();
        Assert.Null(PredictionChecks.Look(ones, ones, 10));
    }

    [Theory]
    [InlineData(10, 15, 0.15)]
    [InlineData(10, 16, null)]
    [InlineData(2, 55, 0.55)]
    [InlineData(2, 56, null)]
    [InlineData(1000, 1, null)]
    public void Accuracy_near_chance_is_called_out(int classes, int correct, double? measured)
    {
        long[] predicted = [.. Labels.Select((label, index) => index < correct ? label : label + 1)];
        var found = PredictionChecks.Look(predicted, Labels, classes);
        Assert.Equal((measured is null ? null : "RG2014", measured), (found?.Code, found?.Measured));
    }

    [Fact]
    public void A_few_examples_say_nothing()
    {
        Assert.Null(PredictionChecks.Look([0, 0, 0], [0, 1, 2], 10));
    }

    private static string? Code(long[] predicted) => PredictionChecks.Look(predicted, Labels, 10)?.Code;
}
