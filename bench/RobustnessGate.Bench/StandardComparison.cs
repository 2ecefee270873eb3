using System.Globalization;
using RobustnessGate.Attacks;
using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Bench;

/// <summary>The suite standard on a fixture against its floor, the same passes of the bare model, and against AutoAttack's own standard: run beside
/// it where a checkout is at hand, and else, without a time, as the fixture's reference results have it.</summary>
internal static class StandardComparison
{
    /// <param name="arguments">[model] [norm] [epsilon] [seeds] [threads] [folder with auto-attack]</param>
    public static void Run(ReadOnlySpan<string> arguments)
    {
        var model = arguments.Length > 0 ? arguments[0] : "adversarial";
        var norm = Norm.Find(arguments.Length > 1 ? arguments[1] : "Linf") ?? throw new ArgumentException("The second argument names no norm.", nameof(arguments));
        var epsilon = arguments.Length > 2 ? double.Parse(arguments[2], CultureInfo.InvariantCulture) : 0.1;
        var seeds = arguments.Length > 3 ? int.Parse(arguments[3], CultureInfo.InvariantCulture) : 1;
        var threads = arguments.Length > 4 ? int.Parse(arguments[4], CultureInfo.InvariantCulture) : 1;
        set_num_threads(threads);

        Console.WriteLine($"{model}: standard, {norm} {epsilon}, {threads} threads");
        Console.WriteLine($"  {"",-26} {"robust",8} {"forward",10} {"backward",10} {"seconds",9} {"processor",9}   ratios to the first line, in the same order");
        using var scope = NewDisposeScope();
        var first = Product(model, new ThreatModel(norm, epsilon, Bounds.Unit), seeds);
        if (arguments.Length > 5)
        {
            using var peer = new Peer("autoattack_standard.py", arguments[5], threads);
            var answer = peer.Ask(string.Create(CultureInfo.InvariantCulture, $"{model} {norm} {epsilon}"));
            Write("AutoAttack", new Figures(answer[0], (long)answer[1], (long)answer[2], answer[3], answer[4]), first);
        }
        else if (Fixture.Reference(model, $"standard {norm}") is var noted && noted.Epsilon == epsilon)
        {
            Write("AutoAttack, as noted", new Figures(noted.RobustAccuracy, noted.ForwardPasses, noted.BackwardPasses, null, null), first);
        }
    }

    /// <summary>Writes the product's figures for each seed, and the floor of the first; returns the first.</summary>
    private static Figures Product(string name, ThreatModel threat, int seeds)
    {
        using var model = Fixture.Model(name);
        var examples = Fixture.Examples();
        using var log = new PassLog(model);
        var first = StandardRun.Measure(log, examples, threat, seed: 0);
        Write("RobustnessGate", first, first);
        var (seconds, processorSeconds) = Clock.SecondsAndProcessorSeconds(new BarePasses(model, examples, log.Passes).Run);
        var withGradient = log.Passes.Where(pass => pass.WithGradient);
        Write("bare passes, same batches", new Figures(null, log.Passes.Sum(pass => pass.Size), withGradient.Sum(pass => pass.Size), seconds, processorSeconds), first);
        for (var seed = 1; seed < seeds; seed++)
            Write($"RobustnessGate, seed {seed}", StandardRun.Measure(model, examples, threat, seed), first);
        return first;
    }

    private static void Write(string contestant, Figures figures, Figures first) => Console.WriteLine(
        $"  {contestant,-26} {figures.RobustAccuracy,8:F4} {figures.Forward,10} {figures.Backward,10} {figures.Seconds,9:F1} {figures.ProcessorSeconds,9:F1}   "
        + $"{(double)figures.Forward / first.Forward,6:F2} {(double)figures.Backward / first.Backward,6:F2} {figures.Seconds / first.Seconds,6:F2} {figures.ProcessorSeconds / first.ProcessorSeconds,6:F2}");
}
