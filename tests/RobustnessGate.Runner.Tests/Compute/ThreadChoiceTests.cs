using RobustnessGate.Runner.Compute;

namespace RobustnessGate.Runner.Tests.Compute;

public sealed class ThreadChoiceTests
{
    [Theory]
    [InlineData("a network too small to share", 8, 1, new[] { 1.0 })]
    [InlineData("one core", 1, 1, new[] { 100.0 })]
    [InlineData("every core helps", 4, 4, new[] { 100.0, 60, 40 })]
    [InlineData("more cores than help", 8, 2, new[] { 100.0, 60, 58 })]
    [InlineData("the other core is another program's", 2, 1, new[] { 20.0, 35 })]
    [InlineData("a gain too small to be worth a core", 2, 1, new[] { 100.0, 92 })]
    [InlineData("no power of two", 6, 6, new[] { 100.0, 60, 40, 30 })]
    public void Threads_are_added_while_they_help(string _, int cores, int expected, double[] milliseconds)
    {
        var tried = new List<int>();

        var chosen = ThreadChoice.Among(cores, threads =>
        {
            tried.Add(threads);
            return TimeSpan.FromMilliseconds(milliseconds[tried.Count - 1]);
        });

        Assert.Equal(expected, chosen);
        Assert.Equal(milliseconds.Length, tried.Count);
    }
}
