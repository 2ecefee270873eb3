namespace RobustnessGate.EndToEnd.Tests;

/// <summary>Ways to build, and places to build in. With a stub in the runner's place.</summary>
public sealed class SurroundingsTests(PackedFeed feed)
{
    [Theory]
    [InlineData("-m:2")]
    [InlineData("-m:1")]
    [InlineData("-graph")]
    [InlineData("-mt")]
    public void Two_target_frameworks_are_gated_once(string howToBuild)
    {
        var project = GeneratedProject.WithStub(feed, "0.412", frameworks: "net10.0;net10.0-windows").With("RobustAccuracyMin", "0.45");

        var build = project.Build(howToBuild);

        Assert.False(build.Succeeded, build.Output);
        Assert.Equal("RG1001", Assert.Single(build.Errors).Code);
        Assert.Equal(1, build.GateRuns);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-f=net10.0-windows")]
    public void A_module_class_comes_from_the_first_target_framework(string howToBuild)
    {
        var project = GeneratedProject.WithStub(feed, "0.6", frameworks: "net10.0;net10.0-windows")
            .With("RobustnessModel", "App.Model").With("RobustAccuracyMin", "0.45");

        var build = project.Build(howToBuild.Length == 0 ? [] : howToBuild.Split('='));

        Assert.True(build.Succeeded, build.Output);
        Assert.Equal(1, build.GateRuns);
        var settings = File.ReadAllText(project.Output("settings.json")!);
        Assert.Contains($"\"assembly\": \"{project.PathOf("bin/Debug/net10.0/App.dll")}\"", settings, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_sets_nothing_is_left_alone()
    {
        var project = GeneratedProject.Plain(feed);

        var build = project.Build();

        Assert.True(build.Succeeded, build.Output);
        Assert.Equal(0, build.GateRuns);
        Assert.Null(project.Output("settings.json"));
    }

    [Fact]
    public void A_project_whose_json_files_are_content_keeps_its_snapshots_to_itself()
    {
        // As the Web SDK has it.
        var project = GeneratedProject.Plain(feed).WithItem("""<Content Include="*.json" CopyToOutputDirectory="PreserveNewest" />""");
        project.Write("settings.json", "{}");
        project.Write("App.robustness.verified.json", "{}");
        project.Write("App.robustness.received.json", "{}");

        var build = project.Build();

        Assert.True(build.Succeeded, build.Output);
        var copied = Directory.GetFiles(project.PathOf("bin/Debug/net10.0"), "*.json").Select(path => Path.GetFileName(path));
        Assert.Equal(["App.deps.json", "settings.json"], copied.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("RobustnessGateEnabled=false")]
    [InlineData("DesignTimeBuild=true")]
    [InlineData("BuildingForLiveUnitTesting=true")]
    public void The_gate_can_be_switched_off(string property)
    {
        var project = GeneratedProject.WithStub(feed, "0.412").With("RobustAccuracyMin", "0.45");

        var build = project.Build("-p:" + property);

        Assert.True(build.Succeeded, build.Output);
        Assert.Equal(0, build.GateRuns);
    }

    [Fact]
    public void A_path_with_spaces_and_other_letters_makes_no_difference()
    {
        var project = GeneratedProject.WithStub(feed, "0.412", folderName: "Größe und 模型").With("RobustAccuracyMin", "0.45");

        var failing = project.Build();
        project.Write("model.txt", "0.6");
        var passing = project.Build("--no-restore");

        Assert.Equal("RG1001", Assert.Single(failing.Errors).Code);
        Assert.True(passing.Succeeded, passing.Output);
    }

    [Fact]
    public void A_culture_with_decimal_commas_makes_no_difference()
    {
        var project = GeneratedProject.WithStub(feed, "0.412").With("RobustAccuracyMin", "0.45").With("RobustnessTimeout", "0.5")
            .WithEnvironment("LANG", "de_DE.UTF-8").WithEnvironment("LC_ALL", "de_DE.UTF-8");

        var error = Assert.Single(project.Build().Errors);

        Assert.Equal("robust accuracy 0.412 is below RobustAccuracyMin 0.45", error.Text);
    }
}
