using System.Diagnostics;

namespace RobustnessGate.Bench;

/// <summary>Times contestants in turn, so that whatever else the machine does falls on all of them.</summary>
internal static class Clock
{
    public static (double Seconds, double ProcessorSeconds) SecondsAndProcessorSeconds(Action action)
    {
        var before = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        action();
        return (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    /// <summary>The median times of each contestant over the rounds, after one round to warm up.</summary>
    public static IReadOnlyList<(string Name, double Seconds, double ProcessorSeconds)> Medians(
        IReadOnlyList<(string Name, Func<(double Seconds, double ProcessorSeconds)> Time)> contestants, int rounds)
    {
        var times = contestants.Select(_ => new List<(double Seconds, double ProcessorSeconds)>()).ToList();
        for (var round = 0; round <= rounds; round++)
        {
            for (var contestant = 0; contestant < contestants.Count; contestant++)
            {
                var time = contestants[contestant].Time();
                if (round > 0)
                    times[contestant].Add(time);
            }
        }

        return [.. contestants.Zip(times, (contestant, own) => (contestant.Name, Median(own.Select(time => time.Seconds)), Median(own.Select(time => time.ProcessorSeconds))))];

        double Median(IEnumerable<double> values) => values.Order().ElementAt(rounds / 2);
    }
}
