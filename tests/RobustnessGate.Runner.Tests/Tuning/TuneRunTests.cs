using NJsonSchema;
using RobustnessGate.Runner.Checkpoints;
using RobustnessGate.Runner.Files.Safetensors;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;
using RobustnessGate.Runner.Tuning;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Tuning;

public sealed class TuneRunTests : IDisposable
{
    private readonly TuneSandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Theory]
    [InlineData("tiny.dat")]
    [InlineData("tiny.pt")]
    public async Task A_tuned_checkpoint_is_a_new_file_that_loads_as_its_parent_does(string parent)
    {
        var before = File.ReadAllBytes(Fixture.PathOf(parent));

        var tuned = sandbox.Tune(sandbox.Settings(parent));

        Assert.Equal(Path.Combine(sandbox.Output, "tuned" + Path.GetExtension(parent)), tuned.Path);
        Assert.Equal(before, File.ReadAllBytes(Fixture.PathOf(parent)));
        using var model = CheckpointLoader.Load(sandbox.Settings(parent).Checkpoint with { Path = tuned.Path }, CPU);
        using var original = CheckpointLoader.Load(sandbox.Settings(parent).Checkpoint, CPU);
        model.Module.eval();
        original.Module.eval();
        Assert.False(allclose(model.Model.call(TinyNet.Inputs()), original.Model.call(TinyNet.Inputs())));
        Assert.Equal(
            original.Module.named_parameters().Select(named => named.parameter.requires_grad), model.Module.named_parameters().Select(named => named.parameter.requires_grad));
        Assert.Equal([0, 1, 2], tuned.Manifest.Curve.Select(epoch => epoch.Epoch));
        Assert.Contains("epoch 2 of 2: loss ", sandbox.Messages, StringComparison.Ordinal);
        var schema = await JsonSchema.FromJsonAsync(Repository.Read("docs", "tuned.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(File.ReadAllText(TunedManifest.PathOf(tuned.Path))));
        Assert.False(File.Exists(Path.Combine(sandbox.Output, TrainingStateFile.FileName)));
    }

    [Fact]
    public void Safetensors_come_back_as_safetensors()
    {
        var settings = sandbox.Settings();
        using var model = CheckpointLoader.Load(settings.Checkpoint, CPU);
        SafetensorsFile.Save(sandbox.File("tiny.safetensors"), model.Module.state_dict());

        var tuned = sandbox.Tune(settings with { Checkpoint = settings.Checkpoint with { Path = sandbox.File("tiny.safetensors") } });

        Assert.EndsWith("tuned.safetensors", tuned.Path, StringComparison.Ordinal);
        Assert.Equal(model.Module.state_dict().Keys.Order(StringComparer.Ordinal), SafetensorsFile.Load(tuned.Path).Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(12)]
    public void A_training_that_was_killed_ends_as_one_that_was_not(int steps)
    {
        var whole = File.ReadAllBytes(sandbox.Tune(sandbox.Settings() with { Output = sandbox.File("whole") }).Path);

        Assert.Throws<OperationCanceledException>(() => sandbox.Tune(sandbox.Settings(), stopAfterReports: steps));
        var tuned = sandbox.Tune(sandbox.Settings());

        Assert.Equal(whole, File.ReadAllBytes(tuned.Path));
        Assert.Equal(steps > 6, sandbox.Messages.Contains("Going on where an earlier training stopped", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1000)]
    [InlineData(-40)]
    [InlineData(-1)]
    public void A_damaged_state_counts_as_none(int at)
    {
        Assert.Throws<OperationCanceledException>(() => sandbox.Tune(sandbox.Settings(), stopAfterReports: 9));
        var path = Path.Combine(sandbox.Output, TrainingStateFile.FileName);
        var bytes = File.ReadAllBytes(path);
        bytes[at < 0 ? bytes.Length + at : at] ^= 0x55;
        File.WriteAllBytes(path, at == -1 ? bytes[..^5] : bytes);

        sandbox.Tune(sandbox.Settings());

        Assert.DoesNotContain("Going on where", sandbox.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_recipe_does_not_go_on_with_this_one_s_state()
    {
        Assert.Throws<OperationCanceledException>(() => sandbox.Tune(sandbox.Settings(), stopAfterReports: 9));
        sandbox.Tune(sandbox.Settings(recipe: "pgd;Steps=2;BatchSize=16;LearningRate=0.04;Epochs=2"));
        Assert.DoesNotContain("Going on where", sandbox.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_request_reuses_the_tuned_checkpoint_and_another_does_not()
    {
        var first = sandbox.Tune(sandbox.Settings());
        var written = File.GetLastWriteTimeUtc(first.Path);

        sandbox.Tune(sandbox.Settings() with { Reuse = true }, stopAfterReports: 1);
        Assert.Equal(written, File.GetLastWriteTimeUtc(first.Path));

        Assert.Throws<OperationCanceledException>(() => sandbox.Tune(sandbox.Settings() with { Reuse = true, Seed = 1 }, stopAfterReports: 1));
        File.AppendAllText(first.Path, "x");
        Assert.Throws<OperationCanceledException>(() => sandbox.Tune(sandbox.Settings() with { Reuse = true }, stopAfterReports: 1));
    }

    [Fact]
    public void Other_thresholds_train_again_only_where_the_training_would_have_ended_otherwise()
    {
        var whole = sandbox.Settings() with { Reuse = true };
        sandbox.Tune(whole);
        sandbox.Tune(whole with { Thresholds = new Thresholds(RobustAccuracyMin: 0.99) }, stopAfterReports: 1);

        var cutShort = whole with { Output = sandbox.File("short"), Thresholds = new Thresholds(RobustAccuracyMin: 0.05) };
        Assert.Equal(EpochText.Enough, sandbox.Tune(cutShort).Manifest.End);
        sandbox.Tune(cutShort with { Thresholds = new Thresholds(RobustAccuracyMin: 0.04) }, stopAfterReports: 1);
        Assert.Throws<OperationCanceledException>(() => sandbox.Tune(cutShort with { Thresholds = new Thresholds(RobustAccuracyMin: 0.99) }, stopAfterReports: 1));
    }

    [Fact]
    public void The_log_has_a_line_for_each_epoch()
    {
        sandbox.Tune(sandbox.Settings());
        var lines = File.ReadAllLines(Path.Combine(sandbox.Output, TrainingLog.EpochsName));
        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.Equal(9, line.Split(',').Length));
        Assert.All(File.ReadAllLines(Path.Combine(sandbox.Output, TrainingLog.StepsName)), line => System.Text.Json.JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public void Training_on_the_gate_s_examples_is_refused() =>
        Assert.Contains("60 of the 60 examples", Expect.Gate(Codes.TrainingDataOverlaps, () => sandbox.Tune(sandbox.Settings() with { Dataset = sandbox.TrainingData, Samples = 60 })), StringComparison.Ordinal);

    [Fact]
    public void The_parent_is_never_written_over()
    {
        var settings = sandbox.Settings();
        File.Copy(settings.Checkpoint.Path, sandbox.File("tiny.dat"));
        File.CreateSymbolicLink(sandbox.File("link.dat"), sandbox.File("tiny.dat"));
        Expect.Gate(Codes.OutputNotWritable, () => sandbox.Tune(settings with
        {
            Checkpoint = settings.Checkpoint with { Path = sandbox.File("tiny.dat") },
            TunedCheckpoint = sandbox.File("link.dat"),
        }));
    }

    [Fact]
    public void A_folder_of_the_tuned_checkpoint_that_is_a_file_is_called_that_and_left_alone()
    {
        File.WriteAllText(sandbox.File("file"), "mine");

        var message = Expect.Gate(Codes.OutputNotWritable, () => sandbox.Tune(sandbox.Settings() with { TunedCheckpoint = sandbox.File("file/tuned.dat") }));

        Assert.Equal($"'{sandbox.File("file")}' is a file and not a folder; set RobustnessFineTunedCheckpoint (--tuned-checkpoint) to a file in a writable folder.", message);
        Assert.Equal("mine", File.ReadAllText(sandbox.File("file")));
    }

    [Fact]
    public void A_training_that_diverges_says_what_to_lower()
    {
        var settings = sandbox.Settings(recipe: "pgd;Steps=2;BatchSize=16;LearningRate=1e30;Epochs=2;Optimizer=Sgd;Schedule=Constant");
        Assert.Contains("lower RobustnessFineTuneLearningRate", Expect.Gate(Codes.TrainingDiverged, () => sandbox.Tune(settings)), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(sandbox.Output, "tuned.dat")));
    }

    [Fact]
    public void A_model_without_parameters_has_nothing_to_train()
    {
        File.WriteAllBytes(sandbox.File("none.dat"), [0]);
        var settings = sandbox.Settings() with { Checkpoint = new ModelReference(sandbox.File("none.dat"), typeof(ParameterlessNet).FullName, typeof(ParameterlessNet).Assembly.Location) };
        Assert.StartsWith("The model has no trainable parameters. The checkpoint is ", Expect.Gate(Codes.NothingToTrain, () => sandbox.Tune(settings)), StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_whose_mode_is_fixed_are_named()
    {
        sandbox.Tune(sandbox.Settings("dropout-traced.pt"));
        Assert.Contains("warning RG0403: Tracing or freezing has fixed the mode of layers", sandbox.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Crops_of_what_is_no_image_are_refused()
    {
        var images = SafetensorsFile.Load(sandbox.TrainingData);
        images["x"] = images["x"].flatten(1);
        SafetensorsFile.Save(sandbox.File("flat.safetensors"), images);
        Assert.Contains("Crop and Flip are for images", Expect.Gate(Codes.InvalidRecipe, () => sandbox.Tune(sandbox.Settings(recipe: "pgd;Steps=1;Crop=2") with { TrainingData = sandbox.File("flat.safetensors") })), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_the_model_does_not_know_are_refused()
    {
        var data = sandbox.Data("labels.safetensors", 120, seed: 3, labels => labels + 5);
        Expect.Gate(Codes.LabelOutOfRange, () => sandbox.Tune(sandbox.Settings() with { TrainingData = data }));
    }

    [Fact]
    public void Inputs_that_the_model_does_not_take_are_refused() =>
        Expect.Gate(Codes.ShapeDoesNotFit, () => sandbox.Tune(sandbox.Settings() with { TrainingData = Fixture.PathOf("fashion-256.npz") }));

    [Fact]
    public void A_time_that_is_up_ends_the_training_with_what_there_is()
    {
        var tuned = sandbox.Tune(sandbox.Settings() with { Time = TimeSpan.FromTicks(1) });
        Assert.Equal(("time is up", 1), (tuned.Manifest.End, tuned.Manifest.Curve.Count));
    }
}
