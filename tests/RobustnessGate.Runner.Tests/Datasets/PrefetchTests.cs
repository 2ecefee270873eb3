using RobustnessGate.Runner.Datasets;

namespace RobustnessGate.Runner.Tests.Datasets;

public class PrefetchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    public void Items_come_in_order_and_each_once(int count) =>
        Assert.Equal(Enumerable.Range(0, count), Prefetch.Of(count, index => index));

    [Fact]
    public void The_next_item_is_prepared_while_the_current_one_is_used()
    {
        using var prepared = new SemaphoreSlim(0);
        using var items = Prefetch.Of(2, index => index == 1 ? prepared.Release() : 0).GetEnumerator();

        Assert.True(items.MoveNext());

        // Without a second thread this would wait for ever.
        Assert.True(prepared.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_exception_surfaces_at_its_item()
    {
        using var items = Prefetch.Of(3, index => index == 1 ? throw new InvalidDataException("row 1") : index).GetEnumerator();

        Assert.True(items.MoveNext());
        Assert.Equal("row 1", Assert.Throws<InvalidDataException>(() => items.MoveNext()).Message);
        Assert.False(items.MoveNext());
    }

    [Fact]
    public void Giving_up_waits_for_the_item_that_is_being_prepared()
    {
        using var begun = new SemaphoreSlim(0);
        var done = false;
        using (var items = Prefetch.Of(2, Prepare).GetEnumerator())
        {
            Assert.True(items.MoveNext());
            begun.Wait(TestContext.Current.CancellationToken);
        }

        Assert.True(done);

        int Prepare(int index)
        {
            if (index == 1)
            {
                begun.Release();
                Thread.Sleep(20);
                done = true;
            }

            return index;
        }
    }

    [Fact]
    public void Giving_up_before_an_item_that_fails_is_silent()
    {
        using (var items = Prefetch.Of(2, index => index == 1 ? throw new InvalidDataException() : index).GetEnumerator())
            Assert.True(items.MoveNext());
    }
}
