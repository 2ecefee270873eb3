using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Settings;

public sealed class ConfigFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Strings_numbers_and_switches_are_read()
    {
        var settings = SettingsParser.Parse(Read("""
            {
              // Comments and trailing commas are fine.
              "$schema": "gate.schema.json",
              "checkpoint": "model.pt",
              "dataset": "/data/test.npz",
              "epsilon": 0.03,
              "suite": "quick",
              "samples": 100,
              "shuffle": true,
              "robustAccuracyMin": "0.45",
              "baseline": null,
            }
            """));
        Assert.Equal((0.03, 100, true, 0.45), (settings.ThreatModel.Epsilon, settings.Samples, settings.Shuffle, settings.Thresholds.RobustAccuracyMin));
    }

    [Fact]
    public void Paths_start_at_the_folder_of_the_file()
    {
        var values = Read("""{ "checkpoint": "models/model.pt", "dataset": "/data/test.npz" }""");
        Assert.Equal(Path.Combine(folder.Path, "models/model.pt"), values.Find(SettingCatalog.Checkpoint)!.Text);
        Assert.Equal("/data/test.npz", values.Find(SettingCatalog.Dataset)!.Text);
    }

    [Fact]
    public void Each_of_several_folders_starts_there()
    {
        var values = Read("""{ "libTorch": "torch/lib;/opt/cuda" }""");
        Assert.Equal($"{Path.Combine(folder.Path, "torch/lib")};/opt/cuda", values.Find(SettingCatalog.LibTorch)!.Text);
    }

    [Fact]
    public void Attacks_are_a_list_of_objects()
    {
        var values = Read("""{ "attacks": [ { "name": "PGD", "Steps": "40", "Restarts": 5 }, { "name": "FGSM" } ] }""");
        Assert.Equal(["PGD;Steps=40;Restarts=5", "FGSM"], values.Find(SettingCatalog.Attacks)!.Attacks.Select(attack => attack.ToString()));
    }

    [Fact]
    public void Declarations_say_where_a_setting_comes_from_and_give_it_its_property_name()
    {
        var values = Read("""{ "epsilon": "8/0", "seed": "x", "mode": "warn", "declaredAt": { "RobustnessEpsilon": "App (1).csproj(12,5)" } }""");
        Assert.Equal(new SourceLocation("App (1).csproj", 12, 5), values.LocationOf("RobustnessEpsilon"));
        Assert.Equal("RobustnessEpsilon", values.Find(SettingCatalog.Epsilon)!.Name);
        Assert.Equal("RobustnessSeed", values.Find(SettingCatalog.Seed)!.Name);
    }

    [Fact]
    public void The_command_line_wins_and_takes_the_place_with_it()
    {
        var file = Read("""{ "epsilon": "8/0", "seed": "3", "declaredAt": { "RobustnessEpsilon": "App.csproj(12,5)", "RobustnessSeed": "App.csproj(13,5)" } }""");
        var values = file.OverriddenBy(Given.Options((SettingCatalog.Epsilon, "4/255")));
        Assert.Equal("4/255", values.Find(SettingCatalog.Epsilon)!.Text);
        Assert.Null(values.LocationOf("RobustnessEpsilon"));
        Assert.Equal("3", values.Find(SettingCatalog.Seed)!.Text);
        Assert.Equal(new SourceLocation("App.csproj", 13, 5), values.LocationOf("RobustnessSeed"));
    }

    [Theory]
    [InlineData("{", "is not valid JSON at line 1, column 2.")]
    [InlineData("", "is not valid JSON at line 1, column 1.")]
    [InlineData("[]", "is not a JSON object.")]
    [InlineData("""{ "epsilom": 1 }""", "has the unknown key 'epsilom'; did you mean 'epsilon'?")]
    [InlineData("""{ "epsilon": [1] }""", "gives 'epsilon' as a JSON list, where a text, a number or true and false are understood.")]
    [InlineData("""{ "attacks": "PGD" }""", "gives 'attacks' as something else than a list of objects such as {\"name\": \"PGD\", \"Steps\": 40}.")]
    [InlineData("""{ "attacks": [ { "Steps": 40 } ] }""", "has an attack that is not an object with a 'name', such as {\"name\": \"PGD\", \"Steps\": 40}.")]
    [InlineData("""{ "attacks": [ { "name": "PGD", "Steps": 40, "steps": 41 } ] }""", "gives steps of the attack PGD twice.")]
    [InlineData("""{ "declaredAt": { "RobustnessEpsilon": "line 3" } }""", "says that RobustnessEpsilon is declared at line 3, which is not a place such as \"App.csproj(12,5)\".")]
    [InlineData("""{ "checkpoint": "\ud800" }""", "holds text that is not valid Unicode.")]
    public void An_unusable_file_is_explained(string content, string problem)
    {
        var error = Assert.Throws<GateException>(() => Read(content));
        Assert.Equal(Codes.InvalidConfig, error.Code);
        Assert.Equal($"The configuration file {Path.Combine(folder.Path, "gate.json")} {problem}", error.Message);
    }

    [Fact]
    public void A_key_given_twice_is_an_error()
    {
        Assert.Equal(Codes.InvalidConfig, Assert.Throws<GateException>(() => Read("""{ "robustAccuracyMin": 0.5, "robustAccuracyMin": 0.1 }""")).Code);
    }

    [Fact]
    public void A_missing_file_is_an_error()
    {
        var error = Assert.Throws<GateException>(() => ConfigFile.Read(Path.Combine(folder.Path, "absent.json")));
        Assert.Equal(Codes.InvalidConfig, error.Code);
        Assert.EndsWith("absent.json does not exist.", error.Message, StringComparison.Ordinal);
    }

    private SettingValues Read(string content) => ConfigFile.Read(folder.Write("gate.json", content));
}
