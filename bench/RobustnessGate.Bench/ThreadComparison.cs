using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace RobustnessGate.Bench;

/// <summary>The whole tool on three models, with the number of threads that it chooses itself beside every number that it can be given, on an idle
/// machine and beside other programs.</summary>
internal static class ThreadComparison
{
    private static readonly string Runner = typeof(ThreadComparison).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Runner").Value!;

    /// <param name="arguments">[rounds] [busy loops beside it]</param>
    public static void Run(ReadOnlySpan<string> arguments)
    {
        var rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 3;
        var loops = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 0;
        using var busy = new BusyLoops(loops);
        var folder = Directory.CreateTempSubdirectory("robustness-gate-bench-").FullName;
        try
        {
            Console.WriteLine($"{Environment.ProcessorCount} cores, {loops} busy loops, median of {rounds} rounds, each with every contestant in turn");
            Compare("perceptron of 8x8", Saved(new SmallPerceptron(), folder, [1, 8, 8], examples: 256), "standard", rounds, folder);
            Compare("the fixture's network", ["--checkpoint", Fixture("fashion-convnet-adversarial.pt"), "--dataset", Fixture("fashion-256.npz"), "--samples", "80"], "standard", rounds, folder);
            Compare("residual network of 3x32x32", Saved(new SmallResNet(), folder, [3, 32, 32], examples: 64), "quick", rounds, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(string name, string[] model, string suite, int rounds, string folder)
    {
        string[] arguments =
        [
            "run", .. model, "--epsilon", "0.1", "--suite", suite, "--robust-accuracy-min", "0", "--output", Path.Combine(folder, "out"), "--reports", "none", "--slices", "0",
        ];
        var numbers = Enumerable.Range(0, int.MaxValue).Select(power => 1 << power).TakeWhile(count => count <= Environment.ProcessorCount);
        var contestants = numbers.Select(count => Contestant($"{count} thread{(count == 1 ? "" : "s")}", ["--threads", count.ToString(CultureInfo.InvariantCulture)]))
            .Prepend(Contestant("as it chooses", []))
            .ToList();
        Console.WriteLine();
        Console.WriteLine($"{name}, suite {suite}");
        var medians = Clock.Medians(contestants, rounds);
        var best = medians.Skip(1).Min(each => each.Seconds);
        foreach (var (contestant, seconds, _) in medians)
            Console.WriteLine($"  {contestant,-16} {seconds,8:F2} s   {seconds / best,6:F2}");

        (string Name, Func<(double Seconds, double ProcessorSeconds)> Time) Contestant(string label, string[] options) =>
            (label, () => Clock.SecondsAndProcessorSeconds(() => Tool([.. arguments, .. options])));
    }

    private static void Tool(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Runner, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The tool ended with {process.ExitCode}: {errors.Result}");
    }

    // Random weights, and labels that the model itself gives: every example is worth attacking.
    private static string[] Saved(nn.Module<Tensor, Tensor> model, string folder, long[] shape, int examples)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(0);
        model.eval();
        var inputs = rand([examples, .. shape]);
        var labels = model.call(inputs).argmax(1);
        var name = model.GetType().Name;
        var weights = Path.Combine(folder, name + ".dat");
        model.save(weights);
        var data = Path.Combine(folder, name + ".npz");
        using (var archive = ZipFile.Open(data, ZipArchiveMode.Create))
        {
            Add(archive, "x.npy", "<f4", inputs.shape, MemoryMarshal.AsBytes<float>(inputs.data<float>().ToArray()));
            Add(archive, "y.npy", "<i8", labels.shape, MemoryMarshal.AsBytes<long>(labels.data<long>().ToArray()));
        }

        model.Dispose();
        return ["--checkpoint", weights, "--model", model.GetType().FullName!, "--assembly", model.GetType().Assembly.Location, "--dataset", data];
    }

    // numpy's format, version 1.0.
    private static void Add(ZipArchive archive, string name, string type, long[] shape, ReadOnlySpan<byte> bytes)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({string.Join(", ", shape)},), }}";
        header = header.PadRight(117) + "\n";
        using var stream = archive.CreateEntry(name).Open();
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0]);
        stream.Write(Encoding.ASCII.GetBytes(header));
        stream.Write(bytes);
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    /// <summary>Programs that want a core each.</summary>
    private sealed class BusyLoops(int count) : IDisposable
    {
        private readonly List<Process> loops = [.. Enumerable.Range(0, count).Select(_ => Process.Start("/bin/sh", ["-c", "while :; do :; done"]))];

        public void Dispose()
        {
            foreach (var loop in loops)
            {
                loop.Kill();
                loop.Dispose();
            }
        }
    }
}
