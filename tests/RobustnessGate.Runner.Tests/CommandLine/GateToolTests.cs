using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Doctor;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.CommandLine;

public sealed class GateToolTests : IDisposable
{
    private static readonly string[] Minimum = ["run", "--checkpoint", "model.pt", "--dataset", "test.npz", "--epsilon", "8/255", "--suite", "classic"];

    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };
    private readonly TemporaryFolder folder = new();
    private GateSettings? measured;
    private TuneSettings? tuned;

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Theory]
    [InlineData("run --epsilom 1", "There is no option '--epsilom'; did you mean '--epsilon'?")]
    [InlineData("run --epsilon", "Required argument missing for option: '--epsilon'; see run --help.")]
    [InlineData("run --epsilon 1 --epsilon 2", "Option '--epsilon' expects a single argument but 2 were provided; see run --help.")]
    [InlineData("run --verbosity loud", "Argument 'loud' not recognized. Must be one of: 'quiet' 'normal' 'diagnostic'; see run --help.")]
    [InlineData("run 7", "'7' belongs to no option; see run --help.")]
    [InlineData("run --nonsense", "There is no option '--nonsense'; see run --help.")]
    [InlineData("rum", "There is no command 'rum'; did you mean 'run'?")]
    [InlineData("", "Required command was not provided; see robustness-gate --help.")]
    public async Task A_wrong_command_line_is_explained_in_one_sentence(string line, string expected)
    {
        Assert.Equal(64, await Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal($"robustness-gate: error RG0008: {expected}\n", error.ToString());
        Assert.Empty(output.ToString());
    }

    [Fact]
    public async Task Help_lists_every_option_of_the_catalogue_with_its_words()
    {
        Assert.Equal(0, await Run("run", "--help"));
        foreach (var setting in SettingCatalog.All.Where(setting => setting.Option is not null))
        {
            Assert.Contains(setting.Option!, output.ToString(), StringComparison.Ordinal);
            Assert.Contains(setting.Help, output.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_version_is_a_number()
    {
        Assert.Equal(0, await Run("--version"));
        Assert.Matches(@"^[0-9]+\.[0-9]+\.[0-9]+", output.ToString());
    }

    [Fact]
    public async Task Options_reach_the_settings()
    {
        await Run([.. Minimum, "--norm", "l2", "--seed", "-1", "--shuffle", "--reuse", "--samples", "7", "--clean-accuracy-min", "0.5", "--output", "@out"]);
        Assert.Equal(
            ("model.pt", "test.npz", "L2", -1L, true, true, (int?)7, (double?)0.5, "@out"),
            (measured!.Checkpoint.Path, measured.Dataset, measured.ThreatModel.Norm.Name, measured.Seed, measured.Shuffle, measured.Reuse, measured.Samples, measured.Thresholds.CleanAccuracyMin, measured.Output));
    }

    [Fact]
    public async Task Tuning_needs_no_data_of_a_gate()
    {
        await Run("tune", "--checkpoint", "model.pt", "--training-data", "train.npz", "--epsilon", "0.1", "--method", "trades;Beta=3", "--epochs", "2", "--budget", "90min");
        Assert.Equal(
            ("model.pt", "train.npz", null, "trades", 2, TimeSpan.FromMinutes(90)),
            (tuned!.Checkpoint.Path, tuned.TrainingData, tuned.Dataset, tuned.Recipe.Method.Name, tuned.Recipe.Optimization.Epochs, tuned.Time));
    }

    [Fact]
    public async Task Attacks_are_given_one_by_one()
    {
        await Run("run", "--checkpoint", "m", "--dataset", "d", "--epsilon", "1", "--attack", "PGD;Steps=3", "--attack", "FGSM");
        Assert.Equal(["PGD", "FGSM"], measured!.Suite.Attacks.Select(attack => attack.Name));
    }

    [Fact]
    public async Task The_command_line_wins_over_the_file()
    {
        var config = folder.Write("gate.json", """{ "checkpoint": "m.pt", "dataset": "d.npz", "epsilon": 0.5, "suite": "classic", "seed": 3 }""");
        await Run("run", "--config", config, "--epsilon", "1/4");
        Assert.Equal((0.25, 3L), (measured!.ThreatModel.Epsilon, measured.Seed));
    }

    [Fact]
    public async Task A_wrong_setting_is_reported_where_the_project_declares_it()
    {
        var config = folder.Write("settings.json", """{ "checkpoint": "m.pt", "dataset": "d.npz", "epsilon": "8/0", "declaredAt": { "RobustnessEpsilon": "App.csproj(9,4)" } }""");
        Assert.Equal(64, await Run("run", "--config", config, "--message-format", "protocol"));
        Assert.Equal(
            "##robustness-gate|error|RG0002|App.csproj|9|4|https://github.com/robustness-gate/robustness-gate/blob/main/docs/errors/RG0002.md|RobustnessEpsilon is '8/0', which divides by zero; write a fraction such as 8/255.\n",
            output.ToString());
        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task Under_GitHub_Actions_messages_are_annotations()
    {
        Assert.Equal(64, await GateTool.Run(["run"], new ToolConsole(output, error) { OnGitHub = true }, Rejecting, CancellationToken.None));
        Assert.StartsWith("::error title=RG0010::", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_uses_of_standard_output_contradict_each_other()
    {
        Assert.Equal(64, await Run([.. Minimum, "--json", "--message-format", "protocol"]));
    }

    [Fact]
    public async Task A_cancelled_run_is_abandoned_with_its_own_exit_code()
    {
        using var cancellation = new CancellationTokenSource();
        using var released = new ManualResetEventSlim();
        var exitCode = await GateTool.Run(
            Minimum,
            new ToolConsole(output, error),
            Rejecting with
            {
                Measure = (_, _, _, _) =>
                {
                    cancellation.Cancel();
                    // As a pass through a large model would: not looking at the token.
                    released.Wait(TestContext.Current.CancellationToken);
                    throw new InvalidOperationException("The run was waited for.");
                },
            },
            cancellation.Token);
        released.Set();
        Assert.Equal(130, exitCode);
        Assert.Equal("robustness-gate: error RG3007: The run was cancelled before it reached a verdict.\n", error.ToString());
    }

    [Fact]
    public async Task A_failure_of_the_run_gets_its_code_s_exit_code()
    {
        Assert.Equal(1, await Run(Minimum));
        Assert.Equal("robustness-gate: error RG0101: rejected by the test\n", error.ToString());
    }

    [Theory]
    [InlineData("Good", 0)]
    [InlineData("Poor", 0)]
    [InlineData("Broken", 1)]
    public async Task The_doctor_fails_when_the_gate_could_not_run(string health, int expected)
    {
        Finding[] findings = [new(Enum.Parse<Health>(health), "BLAS", "some", "do something"), new(Health.Good, "libtorch", "1.13.1")];
        Assert.Equal(expected, await GateTool.Run(["doctor"], new ToolConsole(output, error), Rejecting with { Examine = _ => findings }, TestContext.Current.CancellationToken));
        Assert.Contains("-> do something\n", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("ok      libtorch:               1.13.1\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_looks_at_the_libtorch_that_is_named()
    {
        string? examined = null;
        var useCases = Rejecting with
        {
            Examine = libTorch =>
            {
                examined = libTorch;
                return [];
            },
        };

        await GateTool.Run(["doctor", "--libtorch", "a;b"], new ToolConsole(output, error), useCases, TestContext.Current.CancellationToken);

        Assert.Equal("a;b", examined);
    }

    private Task<int> Run(params string[] arguments) =>
        GateTool.Run(arguments, new ToolConsole(output, error), Rejecting, TestContext.Current.CancellationToken);

    private UseCases Rejecting => new()
    {
        Measure = (settings, _, _, _) =>
        {
            measured = settings;
            throw new GateException(Codes.CheckpointMissing, "rejected by the test");
        },
        Tune = (settings, _, _, _) =>
        {
            tuned = settings;
            throw new GateException(Codes.CheckpointMissing, "rejected by the test");
        },
        Examine = _ => [],
    };
}
