using System.Runtime.InteropServices;
using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Tests.Support;
using RobustnessGate.Runner.Workers;

namespace RobustnessGate.Runner.Tests.Workers;

/// <summary>Models that end the process in which they are run: never the tool's.</summary>
public sealed class WorkerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    private readonly string data;

    private static UseCases InWorkers => UseCases.InWorkers(new WorkerPool());

    public WorkerTests() => data = folder.Write("tiny.npz", Data());

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Theory]
    [InlineData(typeof(NetThatExits), "RG3005", "ended at the first passes through the model (exit status 0)")]
    [InlineData(typeof(NetThatExitsInItsConstructor), "RG3005", "ended while it loaded the checkpoint (exit status 0)")]
    [InlineData(typeof(NetThatFailsFast), "RG3005", "(aborted, signal 6): The sensor is not calibrated.")]
    [InlineData(typeof(NetThatRecurses), "RG3005", "(aborted, signal 6): Stack overflow.")]
    [InlineData(typeof(NetWithAThreadThatThrows), "RG3005", "(aborted, signal 6): System.InvalidOperationException: No camera.")]
    [InlineData(typeof(NetThatIsKilled), "RG3004", "memory runs out")]
    [InlineData(typeof(NetThatCrashes), "RG3005", "(segmentation fault, signal 11)")]
    [InlineData(typeof(NetThatMultipliesWrongly), "RG3005", "mat1 and mat2 shapes cannot be multiplied")]
    [InlineData(typeof(NetThatAsksForAGradient), "RG3005", "does not require grad")]
    public async Task A_class_that_ends_the_process_gets_a_code_and_a_sentence(Type model, string code, string words)
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "What the system says of a crash is Linux's.");

        Assert.Equal(1, await Run(model));

        Assert.StartsWith($"robustness-gate: error {code}: The process that runs the model ", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, error.ToString().Count(c => c == '\n'));
        Assert.Empty(output.ToString());
        Assert.False(File.Exists(folder.File("report.json")));
    }

    [Fact]
    public async Task The_next_run_goes_on_where_a_crash_ended_the_last()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "What the system says of a crash is Linux's.");
        Environment.SetEnvironmentVariable(NetThatCrashesOnce.Folder, folder.Path);
        var options = Options(typeof(NetThatCrashesOnce));

        Assert.Equal(1, await Run(options));
        Assert.Contains("ended while it attacked the model (segmentation fault", error.ToString(), StringComparison.Ordinal);
        error.GetStringBuilder().Clear();
        Assert.Equal(0, await Run(options));

        Assert.Matches("(?m)^Going on where an earlier run stopped: [1-9][0-9]* parts of it are done", error.ToString());
    }

    [Fact]
    public async Task A_class_whose_own_gradients_end_the_process_is_measured_and_called_out()
    {
        Assert.Equal(0, await Run(typeof(NetThatTakesAGradient)));

        Assert.Contains("RG2012", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tiny-newer-operator.pt", "RG0104", "written by a newer PyTorch than this tool's libtorch 2.10.0 (Unknown builtin op: ")]
    [InlineData("tiny-newer-format.pt", "RG0104", "written by a newer PyTorch")]
    [InlineData("tiny-optimized-for-inference.pt", "RG0102", "save the model before that step")]
    public async Task TorchScript_that_cannot_be_loaded_gets_a_code_and_advice(string file, string code, string words)
    {
        Assert.Equal(1, await Run(["--checkpoint", Fixture.PathOf(file)]));

        Assert.StartsWith($"robustness-gate: error {code}: The checkpoint '", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, error.ToString().Count(c => c == '\n'));
    }

    [Fact]
    public async Task A_worker_measures_what_this_process_measures()
    {
        Assert.Equal(0, await Run(typeof(TinyNet)));
        var remote = Gate.GateSandbox.Timeless(folder.File("report.json"));
        Assert.Equal(0, await Run(UseCases.InProcess, Options(typeof(TinyNet))));

        Assert.Equal(Gate.GateSandbox.Timeless(folder.File("report.json")), remote);
    }

    [Fact]
    public async Task A_training_that_ends_the_process_gets_a_code_and_a_sentence()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "What the system says of a crash is Linux's.");
        string[] arguments = ["tune", .. Options(typeof(NetThatCrashes)), "--training-data", data, "--epsilon", "4", "--bounds", "-4,5", "--output", folder.Path];

        Assert.Equal(1, await GateTool.Run(arguments, new ToolConsole(output, error), InWorkers, TestContext.Current.CancellationToken));

        Assert.StartsWith("robustness-gate: error RG3005: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_ends_its_worker()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are looked for in /proc.");
        using var cancellation = new CancellationTokenSource();
        var run = Run(InWorkers, [.. Options(typeof(TinyNet)), "--attack", "PGD;Steps=1000;Restarts=100"], cancellation.Token);
        Assert.True(await Until(HasWorker), "No worker was started.");
        await cancellation.CancelAsync();

        Assert.Equal(130, await run);
        Assert.True(await Until(() => !HasWorker()), "The worker goes on.");
        Assert.False(File.Exists(folder.File("report.json")));
    }

    // The tests of this class run one after another, and no other starts workers.
    private static bool HasWorker() => Directory.EnumerateDirectories("/proc").Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit)).Any(folder =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Contains("RobustnessGate.Runner.dll\0worker\0", StringComparison.Ordinal)
                && File.ReadAllText(Path.Combine(folder, "status")).Contains($"\nPPid:\t{Environment.ProcessId}\n", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return false;
        }
    });

    private static async Task<bool> Until(Func<bool> condition)
    {
        for (var tries = 0; tries < 300 && !condition(); tries++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        return condition();
    }

    private Task<int> Run(Type model) => Run(Options(model));

    private Task<int> Run(string[] options) => Run(InWorkers, options);

    private Task<int> Run(UseCases useCases, string[] options, CancellationToken? cancellation = null) => GateTool.Run(
        ["run", "--dataset", data, "--epsilon", "4", "--bounds", "-4,5", "--attack", "FGSM", "--attack", "PGD;Steps=4", "--robust-accuracy-min", "0", "--batch-size", "4", "--threads", "1", "--output", folder.Path, "--reports", "none", .. options],
        new ToolConsole(output, error),
        useCases,
        cancellation ?? TestContext.Current.CancellationToken);

    private static string[] Options(Type model) =>
        ["--checkpoint", Fixture.PathOf("tiny.dat"), "--model", model.FullName!, "--assembly", model.Assembly.Location];

    private static byte[] Data()
    {
        var inputs = Enumerable.Range(0, 24 * 6).Select(i => (float)Math.Abs(Math.Sin(i * i))).ToArray();
        var labels = Enumerable.Range(0, 24).Select(i => i < 16 ? 2L : i % 3).ToArray();
        return NpzBytes.Archive(
            ("x.npy", NpzBytes.Array("<f4", "(24, 1, 2, 3)", MemoryMarshal.AsBytes<float>(inputs).ToArray())),
            ("y.npy", NpzBytes.Array("<i8", "(24,)", MemoryMarshal.AsBytes<long>(labels).ToArray())));
    }
}
