using System.Diagnostics;

namespace RobustnessGate.Bench;

/// <summary>Times contestants in turn, so that whatever else the machine does falls on all of them.</summary>
internal static class Clock
{
    public static double Seconds(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }

    public static (double Seconds, double ProcessorSeconds) SecondsAndProcessorSeconds(Action action)
    {
        var before = Environment.CpuUsage.TotalTime;
        var seconds = Seconds(action);
        return (seconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    /// <summary>The median time of each contestant over the rounds, after one round to warm up.</summary>
    public static IReadOnlyList<(string Name, double Seconds)> Medians(IReadOnlyList<(string Name, Func<double> Seconds)> contestants, int rounds)
    {
        var times = contestants.Select(_ => new List<double>()).ToList();
        for (var round = 0; round <= rounds; round++)
        {
            for (var contestant = 0; contestant < contestants.Count; contestant++)
            {
                var seconds = contestants[contestant].Seconds();
                if (round > 0)
                    times[contestant].Add(seconds);
            }
        }

        return [.. contestants.Select((contestant, position) => (contestant.Name, times[position].Order().ElementAt(rounds / 2)))];
    }
}
