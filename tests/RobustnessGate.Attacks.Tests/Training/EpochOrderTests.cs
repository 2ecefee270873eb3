namespace RobustnessGate.Attacks.Tests.Training;

public sealed class EpochOrderTests
{
    private static readonly long[] Labels = [.. Enumerable.Range(0, 100).Select(row => row < 90 ? 0L : row < 98 ? 1 : 2)];

    [Fact]
    public void Every_example_comes_once_in_an_order_of_the_seed()
    {
        long[] rows = [.. Enumerable.Range(0, 50).Select(row => 2L * row)];
        var batches = EpochOrder.Batches(rows, Labels, 16, balanced: false, seed: 1);

        Assert.Equal([16, 16, 16, 2], batches.Select(batch => batch.Length));
        Assert.Equal(rows, batches.SelectMany(batch => batch).Order());
        Assert.Equal(batches, EpochOrder.Batches(rows, Labels, 16, balanced: false, seed: 1));
        Assert.NotEqual(batches, EpochOrder.Batches(rows, Labels, 16, balanced: false, seed: 2));
    }

    [Theory]
    [InlineData(17, 16, new[] { 16 })]
    [InlineData(18, 16, new[] { 16, 2 })]
    [InlineData(16, 16, new[] { 16 })]
    [InlineData(3, 16, new[] { 3 })]
    public void No_batch_is_of_one_example(int rows, int batchSize, int[] sizes) =>
        Assert.Equal(sizes, EpochOrder.Batches([.. Enumerable.Range(0, rows).Select(row => (long)row)], Labels, batchSize, balanced: false, seed: 1).Select(batch => batch.Length));

    [Fact]
    public void Balanced_classes_are_drawn_equally_often_and_their_examples_too()
    {
        long[] rows = [.. Enumerable.Range(0, 100).Select(row => (long)row)];
        var drawn = EpochOrder.Batches(rows, Labels, 10, balanced: true, seed: 1).SelectMany(batch => batch).ToList();

        Assert.Equal(100, drawn.Count);
        foreach (var group in drawn.GroupBy(row => Labels[row]))
        {
            Assert.InRange(group.Count(), 33, 34);
            var counts = group.CountBy(row => row).Select(pair => pair.Value).ToList();
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }

        // They are mixed, not class after class.
        Assert.InRange(drawn.Zip(drawn.Skip(1)).Count(pair => Labels[pair.First] != Labels[pair.Second]), 45, 85);
        Assert.NotEqual(drawn, EpochOrder.Batches(rows, Labels, 10, balanced: true, seed: 2).SelectMany(batch => batch));
    }
}
