using System.Diagnostics;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Compute;

/// <summary>How many threads passes through a model are computed on, by trying: small networks want one, and a core that another program uses is
/// worth little.</summary>
internal static class ThreadChoice
{
    // Twice as many threads that save less than this share cost others more than they bring.
    private const double LeastGain = 0.1;

    // Threads have to be woken for each part of a pass.
    private static readonly TimeSpan TooShortToShare = TimeSpan.FromMilliseconds(1.5);

    // As long as a program that shares the core goes on at a time, and more.
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(40);
    private const int MostPasses = 4;

    /// <summary>Chooses a number of threads and sets it.</summary>
    /// <param name="cores">How many there may be.</param>
    /// <param name="pass">A pass as the run makes them.</param>
    public static int By(int cores, Action pass)
    {
        var chosen = Among(cores, threads => MeanTime(threads, pass));
        set_num_threads(chosen);
        return chosen;
    }

    /// <summary>The number of threads that more of them do not improve on, doubling from one.</summary>
    /// <param name="cores">How many there may be.</param>
    /// <param name="time">How long a pass takes on so many.</param>
    internal static int Among(int cores, Func<int, TimeSpan> time)
    {
        var (chosen, shortest) = (1, time(1));
        while (chosen < cores && shortest > TooShortToShare)
        {
            var more = Math.Min(cores, 2 * chosen);
            var taken = time(more);
            if (taken > shortest * (1 - LeastGain))
            {
                break;
            }

            (chosen, shortest) = (more, taken);
        }

        return chosen;
    }

    private static TimeSpan MeanTime(int threads, Action pass)
    {
        set_num_threads(threads);
        // The first pass on so many threads prepares the others.
        pass();
        var clock = Stopwatch.StartNew();
        var passes = 0;
        while (passes == 0 || (passes < MostPasses && clock.Elapsed < Enough))
        {
            pass();
            passes++;
        }

        return clock.Elapsed / passes;
    }
}
