using CsCheck;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Datasets;

public sealed class HoldOutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_class_is_held_out_as_often_as_its_share()
    {
        // 100 of class 0, 60 of class 1, 40 of class 2.
        var labels = Enumerable.Range(0, 200).Select(i => (byte)(i < 100 ? 0 : i < 160 ? 1 : 2)).ToArray();
        using var data = TrainingDataOf.Bytes(_folder, [.. Enumerable.Range(0, 200).Select(i => (byte)i)], labels);

        var split = HoldOut.Draw(data, count: 20, seed: 1);

        Assert.Equal([10, 6, 4], split.HeldOut.CountBy(row => labels[row]).OrderBy(share => share.Key).Select(share => share.Value));
    }

    [Fact]
    public void What_does_not_divide_evenly_goes_to_the_largest_remainders()
    {
        // Shares of 5: 3.33 of class 0, 0.83 of class 1, 0.83 of class 2.
        byte[] labels = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2];
        using var data = TrainingDataOf.Bytes(_folder, [.. Enumerable.Range(0, 12).Select(i => (byte)i)], labels);

        var split = HoldOut.Draw(data, count: 5, seed: 1);

        Assert.Equal([3, 1, 1], split.HeldOut.CountBy(row => labels[row]).OrderBy(share => share.Key).Select(share => share.Value));
    }

    [Fact]
    public void A_split_depends_on_its_seed_alone()
    {
        using var data = TrainingDataOf.Bytes(_folder, [.. Enumerable.Range(0, 200).Select(i => (byte)i)], new byte[200]);

        Assert.Equal(HoldOut.Draw(data, 50, seed: 7).HeldOut, HoldOut.Draw(data, 50, seed: 7).HeldOut);
        Assert.NotEqual(HoldOut.Draw(data, 50, seed: 7).HeldOut, HoldOut.Draw(data, 50, seed: 8).HeldOut);
    }

    [Fact]
    public void Every_example_is_on_one_side_and_copies_are_on_the_same() => Gen.Select(Gen.Byte[0, 30].Array[2, 80], Gen.Byte[0, 3], Gen.Int[1, 20], Gen.Long).Sample(
        (inputs, classes, wanted, seed) =>
        {
            var count = Math.Min(wanted, inputs.Length - 1);
            var labels = inputs.Select((input, row) => (byte)((input + row) % (classes + 1))).ToArray();
            using var data = TrainingDataOf.Bytes(_folder, inputs, labels);
            HoldOut split;
            try
            {
                split = HoldOut.Draw(data, count, seed);
            }
            catch (GateException exception)
            {
                Assert.Equal(Codes.TrainingDataTooSmall, exception.Code);
                Assert.All(inputs.CountBy(input => input), group => Assert.True(group.Value > count));
                return;
            }

            Assert.Equal(Enumerable.Range(0, inputs.Length).Select(row => (long)row), split.Training.Concat(split.HeldOut).Order());
            Assert.Empty(split.Training.Select(row => inputs[row]).Intersect(split.HeldOut.Select(row => inputs[row])));
            Assert.InRange(split.HeldOut.Length, 1, count);
            Assert.NotEmpty(split.Training);
        },
        iter: 300,
        threads: 1);

    [Fact]
    public void Without_copies_exactly_as_many_are_held_out_as_asked_for()
    {
        var labels = Enumerable.Range(0, 200).Select(i => (byte)(i * i % 7)).ToArray();
        using var data = TrainingDataOf.Bytes(_folder, [.. Enumerable.Range(0, 200).Select(i => (byte)i)], labels);

        Assert.All([0, 1, 2, 57, 199], count => Assert.Equal(count, HoldOut.Draw(data, count, seed: 3).HeldOut.Length));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1000)]
    public void Something_must_be_left_to_learn_from(int count)
    {
        using var data = TrainingDataOf.Bytes(_folder, [1, 2, 3], [0, 0, 0]);

        Assert.Contains($"has 3 examples, too few to hold out {count} ", Expect.Gate(Codes.TrainingDataTooSmall, () => HoldOut.Draw(data, count, seed: 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_of_one_example_cannot_be_divided()
    {
        using var data = TrainingDataOf.Bytes(_folder, [1, 1, 1], [0, 0, 0]);

        Assert.Contains("copies", Expect.Gate(Codes.TrainingDataTooSmall, () => HoldOut.Draw(data, count: 2, seed: 0)), StringComparison.Ordinal);
    }
}
