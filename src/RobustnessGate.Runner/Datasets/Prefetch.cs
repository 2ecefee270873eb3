namespace RobustnessGate.Runner.Datasets;

/// <summary>Prepares the next item on another thread while the current one is used.</summary>
internal static class Prefetch
{
    /// <summary>The results of <paramref name="prepare"/> for 0 to <paramref name="count"/> − 1, in order. What it throws reaches the consumer at
    /// the item that it is about. Nothing is being prepared any more once the enumeration ends or is given up.</summary>
    public static IEnumerable<T> Of<T>(int count, Func<int, T> prepare)
    {
        var next = Start(0);
        try
        {
            for (var i = 0; i < count; i++)
            {
                var current = next.GetAwaiter().GetResult();
                next = Start(i + 1);
                yield return current;
            }
        }
        finally
        {
            // Also of one that fails: nobody asked for it any more.
            Task.WaitAny(next);
            _ = next.Exception;
        }

        Task<T> Start(int index) => index < count ? Task.Run(() => prepare(index)) : Task.FromResult(default(T)!);
    }
}
