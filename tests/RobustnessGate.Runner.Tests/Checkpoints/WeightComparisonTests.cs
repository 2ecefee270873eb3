using RobustnessGate.Runner.Checkpoints;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Checkpoints;

public class WeightComparisonTests
{
    private static readonly WeightEntry _weight = new("fc.weight", ScalarType.Float32, [3, 4]);

    [Fact]
    public void Equal_tensors_have_no_differences() => Assert.Null(WeightComparison.Differences([_weight], [_weight with { }]));

    [Fact]
    public void A_file_whose_types_are_converted_needs_equal_shapes_only() =>
        Assert.Null(WeightComparison.Differences([_weight with { Type = null }], [_weight]));

    [Fact]
    public void Missing_and_unknown_names_and_other_shapes_are_listed() => Assert.Equal(
        "1 missing from the file: fc.bias; 1 unknown to the class: head; 1 of another shape or type: fc.weight (file Float32 [3, 5], class Float32 [3, 4])",
        WeightComparison.Differences(
            [_weight with { Shape = [3, 5] }, new("head", ScalarType.Float32, [1])],
            [_weight, new("fc.bias", ScalarType.Float32, [3])]));

    [Fact]
    public void A_long_list_is_cut_and_counted() => Assert.Equal(
        "7 unknown to the class: w0, w1, w2, w3, w4 and 2 more",
        WeightComparison.Differences([.. Enumerable.Range(0, 7).Select(i => new WeightEntry($"w{i}", null, [1]))], []));
}
