using RobustnessGate.Attacks;
using RobustnessGate.Attacks.Tests.Models;
using RobustnessGate.Bench;
using TorchSharp;
using static TorchSharp.torch;

// PGD-40 on the fixture against its floor, the same number of bare passes, and against torchattacks where it is at hand:
//   dotnet run -c Release --project bench/RobustnessGate.Bench -- [threads] [rounds] [folder with torchattacks]
var threads = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : Environment.ProcessorCount;
var rounds = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 7;
set_num_threads(threads);
using var peer = args.Length > 2 ? new TorchAttacks(args[2], threads) : null;

Console.WriteLine($"{threads} threads, {rounds} rounds, each with every contestant in turn");
foreach (var name in (string[])["adversarial", "natural"])
{
    using var scope = NewDisposeScope();
    using var model = Fixture.Model(name);
    var examples = Fixture.Examples();
    var attack = new PgdRun(model, examples);
    var floor = new BarePasses(model, examples, attack.Run().Passes);
    var contestants = new List<(string Name, Func<double> Seconds)>
    {
        ("bare passes", () => Clock.Seconds(floor.Run)),
        ("RobustnessGate", () => Clock.Seconds(() => attack.Run())),
    };
    if (peer is not null)
        contestants.Add(("torchattacks", () => peer.Seconds(name)));

    Console.WriteLine();
    Console.WriteLine($"{name}: PGD-40, Linf 0.1, {examples.Count} examples in one batch, {floor.Passes.Forward} forward and {floor.Passes.Backward} backward passes");
    var medians = Clock.Medians(contestants, rounds);
    foreach (var (contestant, seconds) in medians)
        Console.WriteLine($"  {contestant,-15} {seconds * 1000,9:F1} ms   {seconds / medians[0].Seconds,5:F3} of the bare passes");
}
