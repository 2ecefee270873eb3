namespace RobustnessGate.EndToEnd.Tests;

/// <summary>What a verdict does to the build. With a stub in the runner's place.</summary>
public sealed class VerdictTests(PackedFeed feed)
{
    [Fact]
    public void A_robust_model_builds_and_leaves_a_report()
    {
        var project = GeneratedProject.WithStub(feed, "0.6").With("RobustAccuracyMin", "0.45");

        var build = project.Build();

        Assert.True(build.Succeeded, build.Output);
        Assert.Equal(1, build.GateRuns);
        Assert.NotNull(project.Output("report.json"));
        Assert.Contains("robust accuracy 0.6", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fragile_model_fails_the_build_at_the_thresholds_line()
    {
        var project = GeneratedProject.WithStub(feed, "0.412").With("RobustAccuracyMin", "0.45");

        var build = project.Build();

        Assert.False(build.Succeeded, build.Output);
        var error = Assert.Single(build.Errors);
        Assert.Equal(
            new Finding("RG1001", "App.csproj", project.LineOf("RobustAccuracyMin"), "robust accuracy 0.412 is below RobustAccuracyMin 0.45"),
            error);
    }

    [Fact]
    public void In_warn_mode_the_build_succeeds_and_warns_every_time()
    {
        var project = GeneratedProject.WithStub(feed, "0.412").With("RobustAccuracyMin", "0.45").With("RobustnessGateMode", "warn");

        var first = project.Build();
        var second = project.Build("--no-restore");

        Assert.All([first, second], build =>
        {
            Assert.True(build.Succeeded, build.Output);
            Assert.Equal(("RG1001", project.LineOf("RobustAccuracyMin")), (Assert.Single(build.Warnings).Code, build.Warnings[0].Line));
        });
        Assert.Null(project.Output("gate.passed"));
    }

    [Fact]
    public void A_threshold_in_Directory_Build_props_is_shown_there()
    {
        var project = GeneratedProject.WithStub(feed, "0.412");
        project.Write("Directory.Build.props", "<Project>\n  <PropertyGroup>\n    <RobustAccuracyMin>0.45</RobustAccuracyMin>\n  </PropertyGroup>\n</Project>");

        var error = Assert.Single(project.Build().Errors);

        Assert.Equal(("RG1001", project.PathOf("Directory.Build.props"), 3), (error.Code, error.File, error.Line));
    }

    [Fact]
    public void Everything_may_be_set_in_Directory_Build_targets()
    {
        var project = GeneratedProject.Plain(feed);
        project.Write("model.txt", "0.412");
        project.Write("Directory.Build.targets", $"""
            <Project>
              <PropertyGroup>
                <RobustnessRunner>{Locations.StubRunner}</RobustnessRunner>
                <RobustnessCheckpoint>model.txt</RobustnessCheckpoint>
                <RobustAccuracyMin>0.45</RobustAccuracyMin>
              </PropertyGroup>
            </Project>
            """);

        var error = Assert.Single(project.Build().Errors);

        Assert.Equal(("RG1001", project.PathOf("Directory.Build.targets"), 5), (error.Code, error.File, error.Line));
    }

    [Fact]
    public void A_threshold_without_a_checkpoint_fails_the_build()
    {
        var project = GeneratedProject.Plain(feed).With("RobustAccuracyMin", "0.45");

        var error = Assert.Single(project.Build().Errors);

        Assert.Equal(("RG0010", "App.csproj", project.LineOf("RobustAccuracyMin")), (error.Code, error.File, error.Line));
    }

    [Fact]
    public void Output_that_looks_like_an_error_is_not_one()
    {
        var project = GeneratedProject.WithStub(feed, "0.6").WithEnvironment("ROBUSTNESS_STUB", "fake-compiler-error");

        var build = project.Build();

        Assert.True(build.Succeeded, build.Output);
        Assert.Empty(build.Errors);
    }
}
