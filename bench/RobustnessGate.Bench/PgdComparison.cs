using System.Globalization;
using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Bench;

/// <summary>PGD-40 on the fixtures against its floor, the same passes of the bare model, and against torchattacks where it is at hand.</summary>
internal static class PgdComparison
{
    /// <param name="arguments">[threads] [rounds] [folder with torchattacks]</param>
    public static void Run(ReadOnlySpan<string> arguments)
    {
        var threads = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
        var rounds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 7;
        set_num_threads(threads);
        using var peer = arguments.Length > 2 ? new Peer("torchattacks_pgd.py", arguments[2], threads) : null;

        Console.WriteLine($"{threads} threads, median of {rounds} rounds, each with every contestant in turn");
        foreach (var name in (string[])["adversarial", "natural"])
            Compare(name, rounds, peer);
    }

    private static void Compare(string name, int rounds, Peer? peer)
    {
        using var scope = NewDisposeScope();
        using var model = Fixture.Model(name);
        var examples = Fixture.Examples();
        using var log = new PassLog(model);
        PgdRun.Robust(log, examples);
        var floor = new BarePasses(model, examples, log.Passes);
        var fullBatches = new BarePasses(model, examples, BarePasses.InFullBatches(log.Passes, examples.Count));

        var contestants = new List<(string Name, Func<(double Seconds, double ProcessorSeconds)> Time)>
        {
            ("bare passes, same batches", () => Clock.SecondsAndProcessorSeconds(floor.Run)),
            ("bare passes, full batches", () => Clock.SecondsAndProcessorSeconds(fullBatches.Run)),
            ("RobustnessGate", () => Clock.SecondsAndProcessorSeconds(() => PgdRun.Robust(model, examples))),
        };
        if (peer is not null)
            contestants.Add(("torchattacks", () => peer.Time(name)));

        Console.WriteLine();
        Console.WriteLine($"{name}: PGD-40, Linf 0.1, {examples.Count} examples in one batch; "
            + $"{log.Passes.Sum(pass => pass.Size)} forward and {log.Passes.Where(pass => pass.WithGradient).Sum(pass => pass.Size)} backward passes");
        var medians = Clock.Medians(contestants, rounds);
        foreach (var (contestant, seconds, processorSeconds) in medians)
        {
            Console.WriteLine($"  {contestant,-26} {seconds * 1000,9:F1} ms   {seconds / medians[0].Seconds,6:F3}"
                + $"   {processorSeconds * 1000,9:F1} ms of processor time   {processorSeconds / medians[0].ProcessorSeconds,6:F3}");
        }
    }
}
