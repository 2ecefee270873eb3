using System.Text.Json;
using Microsoft.Build.Utilities;

namespace RobustnessGate.Tasks.Tests;

public sealed class PrepareRobustnessGateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RecordingBuildEngine engine = new();
    private readonly Dictionary<string, string> properties = [];

    public PrepareRobustnessGateTests()
    {
        folder.Write("App.csproj", """
            <Project>
              <PropertyGroup>
                <RobustnessCheckpoint>model.pt</RobustnessCheckpoint>
                <RobustAccuracyMin>0.45</RobustAccuracyMin>
                <RobustnessEpsilon>8/255</RobustnessEpsilon>
                <RobustnessTimeout>soon</RobustnessTimeout>
              </PropertyGroup>
            </Project>
            """);
        folder.Write("model.pt", "weights");
        folder.Write("train.npz", "pictures");
        properties["RobustnessCheckpoint"] = "model.pt";
        properties["RobustAccuracyMin"] = "0.45";
        properties["RobustnessEpsilon"] = "8/255";
        properties["RobustnessBatchSize"] = "";
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_settings_are_what_the_user_wrote_with_paths_made_absolute()
    {
        var attack = new TaskItem("PGD", new Dictionary<string, string> { ["Steps"] = "40", ["stepSize"] = "2/255" });

        Assert.True(Prepare(task => task.Attacks = [attack]));

        Assert.Equal($$"""
            {
              "checkpoint": "{{folder["model.pt"]}}",
              "robustAccuracyMin": "0.45",
              "epsilon": "8/255",
              "attacks": [
                {
                  "name": "PGD",
                  "Steps": "40",
                  "stepSize": "2/255"
                }
              ],
              "declaredAt": {
                "RobustnessCheckpoint": "App.csproj(3,5)",
                "RobustAccuracyMin": "App.csproj(4,5)",
                "RobustnessEpsilon": "App.csproj(5,5)"
              },
              "reuse": true
            }

            """.ReplaceLineEndings("\n"), File.ReadAllText(folder["out/settings.json"]));
        Assert.NotEqual(0xEF, File.ReadAllBytes(folder["out/settings.json"])[0]);
    }

    [Fact]
    public void A_training_is_what_the_user_wrote_and_its_item_and_its_property_stand_side_by_side()
    {
        properties["RobustnessFineTune"] = "OnFailure";
        properties["RobustnessFineTuneEpochs"] = "7";
        var item = new TaskItem("trades", new Dictionary<string, string> { ["Beta"] = "6", ["Ema"] = "0.995" });

        Assert.True(Prepare(task => task.FineTune = [item]));

        using var document = JsonDocument.Parse(File.ReadAllBytes(folder["out/settings.json"]));
        var settings = document.RootElement;
        Assert.Equal(("OnFailure", "7"), (settings.GetProperty("fineTune").GetString(), settings.GetProperty("fineTuneEpochs").GetString()));
        Assert.Equal("""[{"name":"trades","Beta":"6","Ema":"0.995"}]""", JsonSerializer.Serialize(settings.GetProperty("fineTuneRecipe")));
    }

    [Fact]
    public void Several_folders_are_made_absolute_one_by_one()
    {
        properties["RobustnessLibTorch"] = "cuda; torch;";

        Assert.True(Prepare());

        using var settings = JsonDocument.Parse(File.ReadAllBytes(folder["out/settings.json"]));
        Assert.Equal($"{folder["cuda"]};{folder["torch"]}", settings.RootElement.GetProperty("libTorch").GetString());
    }

    [Fact]
    public void Without_a_libtorch_the_reason_is_an_error_at_the_checkpoint()
    {
        Assert.False(Prepare(task => task.LibTorchProblem = "It cannot be restored."));

        var error = Assert.Single(engine.Errors);
        Assert.Equal(("RG3001", "App.csproj", 3, "It cannot be restored."), (error.Code, error.File, error.LineNumber, error.Message));
    }

    [Fact]
    public void The_training_data_are_an_input_and_the_tuned_checkpoint_is_none()
    {
        properties["RobustnessFineTuneDataset"] = "train";
        properties["RobustnessFineTunedCheckpoint"] = "robust.pt";
        folder.Write("train/images.npz", "pictures");
        folder.Write("robust.pt", "robust weights");

        Assert.True(Prepare());

        var inputs = File.ReadAllText(folder["out/inputs.cache"]);
        Assert.Contains(folder["train/images.npz"], inputs, StringComparison.Ordinal);
        Assert.DoesNotContain("robust.pt", inputs, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "out/tuned.pt")]
    [InlineData("robust.pt", "robust.pt")]
    public void A_pass_of_a_tuned_checkpoint_is_withdrawn_when_that_is_gone_or_another(string? chosen, string file)
    {
        properties["RobustnessFineTunedCheckpoint"] = chosen ?? "";
        folder.Write(file, "robust weights");
        Prepare();
        RecordPass(chosen);
        Prepare();
        Assert.True(File.Exists(folder["out/gate.passed"]));

        folder.Write(file, "other weights than those");
        Prepare();
        Assert.False(File.Exists(folder["out/gate.passed"]));

        RecordPass(chosen);
        File.Delete(folder[file]);
        Prepare();
        Assert.False(File.Exists(folder["out/gate.passed"]));
    }

    [Fact]
    public void Settings_with_quotes_and_other_scripts_are_valid_JSON()
    {
        properties["RobustnessDevice"] = "cuda \"ö\"\t模型\\";

        Assert.True(Prepare());

        using var settings = JsonDocument.Parse(File.ReadAllBytes(folder["out/settings.json"]));
        Assert.Equal(properties["RobustnessDevice"], settings.RootElement.GetProperty("device").GetString());
    }

    [Fact]
    public void A_recorded_pass_stands_while_nothing_changes()
    {
        Prepare();
        RecordPass();

        Prepare();

        Assert.True(File.Exists(folder["out/gate.passed"]));
    }

    [Theory]
    [InlineData("a threshold")]
    [InlineData("an attack")]
    [InlineData("the checkpoint")]
    [InlineData("the checkpoint's time")]
    [InlineData("no checkpoint")]
    [InlineData("the runner")]
    [InlineData("a library of the runner")]
    [InlineData("the place of a declaration")]
    [InlineData("the training data")]
    [InlineData("the libtorch")]
    [InlineData("a library of libtorch")]
    public void A_recorded_pass_is_withdrawn_when_it_changes(string what)
    {
        properties["RobustnessFineTuneDataset"] = what == "the training data" ? "train.npz" : "";
        properties["RobustnessLibTorch"] = "cuda; torch";
        folder.Write("torch/libtorch.so", "libtorch");
        Prepare();
        RecordPass();

        Action<PrepareRobustnessGate> change = _ => { };
        switch (what)
        {
            case "a threshold":
                properties["RobustAccuracyMin"] = "0.46";
                break;
            case "an attack":
                change = task => task.Attacks = [new TaskItem("FGSM")];
                break;
            case "the checkpoint":
                folder.Write("model.pt", "other weights");
                break;
            case "the checkpoint's time":
                File.SetLastWriteTimeUtc(folder["model.pt"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
                break;
            case "no checkpoint":
                File.Delete(folder["model.pt"]);
                break;
            case "the runner":
                folder.Write("runner/Runner.dll", "newer runner");
                break;
            case "a library of the runner":
                folder.Write("runner/Attacks.dll", "another");
                break;
            case "the training data":
                folder.Write("train.npz", "one picture more");
                break;
            case "the libtorch":
                properties["RobustnessLibTorch"] = "torch";
                break;
            case "a library of libtorch":
                folder.Write("torch/libtorch.so", "another libtorch");
                break;
            case "the place of a declaration":
                folder.Write("App.csproj", "\n" + File.ReadAllText(folder["App.csproj"]));
                break;
        }

        Prepare(change);

        Assert.False(File.Exists(folder["out/gate.passed"]));
    }

    [Fact]
    public void A_threshold_without_a_checkpoint_is_an_error_at_the_threshold()
    {
        properties.Remove("RobustnessCheckpoint");

        Assert.False(Prepare());

        var error = Assert.Single(engine.Errors);
        Assert.Equal(("RG0010", "App.csproj", 4, 5), (error.Code, error.File, error.LineNumber, error.ColumnNumber));
        Assert.Equal("https://github.com/robustness-gate/robustness-gate/blob/main/docs/errors/RG0010.md", error.HelpLink);
        Assert.Null(error.HelpKeyword);
        Assert.StartsWith("RobustAccuracyMin is set but RobustnessCheckpoint is not", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_withdraws_a_recorded_pass()
    {
        Prepare();
        RecordPass();
        properties.Remove("RobustnessCheckpoint");

        Prepare();

        Assert.False(File.Exists(folder["out/gate.passed"]));
    }

    [Fact]
    public void In_warn_mode_an_error_is_a_warning_and_the_gate_does_not_run()
    {
        properties.Remove("RobustnessCheckpoint");
        PrepareRobustnessGate? prepared = null;

        Assert.True(Prepare(task =>
        {
            task.Mode = "warn";
            prepared = task;
        }));

        Assert.Empty(engine.Errors);
        Assert.Equal("RG0010", Assert.Single(engine.Warnings).Code);
        Assert.False(prepared!.Ready);
    }

    [Fact]
    public void Invalid_values_of_the_tasks_own_properties_are_refused_with_what_is_expected()
    {
        Prepare(task => task.Mode = "warning");
        Prepare(task => task.Enabled = "no");
        Prepare(task => task.TimeLimit = "soon");

        Assert.Equal(
            [
                "RobustnessGateMode is 'warning'; expected error or warn.",
                "RobustnessGateEnabled is 'no'; expected true or false.",
                "RobustnessTimeout is 'soon'; expected a time such as 06:00:00, or minutes such as 90, up to 24 days.",
            ],
            engine.Errors.Select(e => e.Message));
        Assert.All(engine.Errors, e => Assert.Equal("RG0013", e.Code));
        Assert.Equal(6, engine.Errors.Last().LineNumber);
    }

    [Fact]
    public void A_runner_that_does_not_exist_is_named()
    {
        Assert.False(Prepare(task => task.NamedRunner = "tools/Gate.dll"));

        var error = Assert.Single(engine.Errors);
        Assert.Equal("RG3016", error.Code);
        Assert.Contains(folder["tools/Gate.dll"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_runner_the_error_says_how_to_get_one()
    {
        Assert.False(Prepare(task => task.NamedRunner = ""));

        var error = Assert.Single(engine.Errors);
        Assert.Equal("RG3016", error.Code);
        Assert.Contains("dotnet tool install RobustnessGate.Runner", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_folder_that_cannot_be_made_is_an_error()
    {
        folder.Write("taken", "a file");

        Assert.False(Prepare(task => task.OutputDirectory = folder["taken/out/"]));

        Assert.Equal("RG3003", Assert.Single(engine.Errors).Code);
    }

    [Fact]
    public void An_imported_declaration_is_shown_with_its_full_path()
    {
        folder.Write("Directory.Build.props", "<Project><PropertyGroup><RobustnessGateMode>loud</RobustnessGateMode></PropertyGroup></Project>");

        Prepare(task =>
        {
            task.Mode = "loud";
            task.DirectoryBuildProps = folder["Directory.Build.props"];
        });

        Assert.Equal(folder["Directory.Build.props"], Assert.Single(engine.Errors).File);
    }

    private void RecordPass(string? tunedCheckpoint = null) => new GateOutput(folder["out/"], folder[tunedCheckpoint ?? "out/tuned."]).RecordPass();

    private bool Prepare(Action<PrepareRobustnessGate>? change = null)
    {
        if (!File.Exists(folder["runner/Runner.dll"]))
        {
            folder.Write("runner/Runner.dll", "runner");
        }

        var task = new PrepareRobustnessGate
        {
            BuildEngine = engine,
            ProjectFile = folder["App.csproj"],
            OutputDirectory = folder["out/"],
            Mode = "error",
            Enabled = "true",
            DotNet = "dotnet",
            NamedRunner = "runner/Runner.dll",
            Settings = [.. properties.Select(p => Setting(p.Key, p.Value))],
        };
        change?.Invoke(task);
        return task.Execute();
    }

    private static TaskItem Setting(string name, string value)
    {
        var item = new TaskItem(name);
        item.SetMetadata("Value", EscapingForMetadata(value));
        item.SetMetadata("Kind", name switch
        {
            "RobustnessCheckpoint" or "RobustnessFineTuneDataset" or "RobustnessFineTunedCheckpoint" => "path",
            "RobustnessLibTorch" => "paths",
            _ => "",
        });
        return item;
    }

    // SetMetadata takes MSBuild's escaped form, as a project file would hold it.
    private static string EscapingForMetadata(string value) => value.Replace("%", "%25", StringComparison.Ordinal);
}
