namespace RobustnessGate.EndToEnd.Tests;

/// <summary>Builds gated by the runner that travels in the package, on real checkpoints.</summary>
public sealed class MeasuredVerdictTests(PackedFeed feed)
{
    [Fact]
    public void A_robust_model_builds_once_and_every_changed_threshold_judges_its_measurements_again()
    {
        var project = GeneratedProject.WithModel(feed, Fixture.Robust).With("RobustAccuracyMin", "0.5");

        var first = project.Build();
        var measured = Measurement.Of(project);
        var second = project.Build("--no-restore");
        var raised = project.Build("--no-restore", "-p:RobustAccuracyMin=0.99");
        var again = project.Build("--no-restore", "-p:RobustAccuracyMin=0.99");
        var back = project.Build("--no-restore");

        Assert.True(first.Succeeded, first.Output);
        Assert.Empty(first.Warnings);
        Assert.True(second.Succeeded, second.Output);
        Assert.True(second.GateWasSkipped);
        Assert.All([raised, again], build =>
        {
            Assert.False(build.Succeeded, build.Output);
            var error = Assert.Single(build.Errors);
            Assert.Equal(("RG1001", "App.csproj", project.LineOf("RobustAccuracyMin")), (error.Code, error.File, error.Line));
            Assert.Matches(@"^robust accuracy 0\.[0-9]+ is below RobustAccuracyMin 0\.99 \([0-9]+ of 32 examples robust; weakest point: FGSM broke [0-9]+\)\. Report: obj/Debug/net10\.0/robustness/report\.html$", error.Text);
        });
        Assert.True(back.Succeeded, back.Output);
        Assert.Equal(1, back.GateRuns);
        Assert.Equal(measured, Measurement.Of(project));
    }

    [Fact]
    public void A_fragile_model_fails_every_build_warns_in_warn_mode_and_is_measured_again_when_replaced()
    {
        var project = GeneratedProject.WithModel(feed, Fixture.Fragile).With("CleanAccuracyMin", "0.5").With("AttackSuccessRateMax", "0.5");

        var first = project.Build();
        var measured = Measurement.Of(project);
        var second = project.Build("--no-restore");
        var warned = project.Build("--no-restore", "-p:RobustnessGateMode=warn");
        Assert.Equal(measured, Measurement.Of(project));
        project.Copy(Fixture.Robust, "model.pt");
        var replaced = project.Build("--no-restore");

        Assert.All([first, second], build =>
        {
            Assert.False(build.Succeeded, build.Output);
            var error = Assert.Single(build.Errors);
            Assert.Equal(("RG1002", "App.csproj", project.LineOf("AttackSuccessRateMax")), (error.Code, error.File, error.Line));
        });
        Assert.True(warned.Succeeded, warned.Output);
        Assert.Equal(("RG1002", project.LineOf("AttackSuccessRateMax")), (Assert.Single(warned.Warnings).Code, warned.Warnings[0].Line));
        Assert.True(replaced.Succeeded, replaced.Output);
        Assert.NotEqual(measured, Measurement.Of(project));
    }

    [Fact]
    public void Two_target_frameworks_are_measured_once_in_a_folder_with_spaces_and_other_letters()
    {
        var project = GeneratedProject.WithModel(feed, Fixture.Fragile, "Größe und Öl", "net10.0;net10.0-windows").With("RobustAccuracyMin", "0.5");

        var build = project.Build("-m:2");

        Assert.False(build.Succeeded, build.Output);
        Assert.Equal("RG1001", Assert.Single(build.Errors).Code);
        Assert.Equal(1, build.GateRuns);
        Assert.Contains("\"verdict\": \"fail\"", project.Report(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_disabled_gate_measures_nothing()
    {
        var project = GeneratedProject.WithModel(feed, Fixture.Fragile).With("RobustAccuracyMin", "0.5");

        var build = project.Build("-p:RobustnessGateEnabled=false");

        Assert.True(build.Succeeded, build.Output);
        Assert.Null(project.Output("*"));
    }

    [Theory]
    [InlineData("-warnaserror")]
    [InlineData("-p:MSBuildTreatWarningsAsErrors=true")]
    public void A_gate_without_thresholds_warns_and_where_warnings_are_errors_fails_every_build(string option)
    {
        var project = GeneratedProject.WithModel(feed, Fixture.Robust);

        var lenient = project.Build();
        var strict = project.Build("--no-restore", option, "-p:RobustnessSeed=1");
        var again = project.Build("--no-restore", option, "-p:RobustnessSeed=1");

        Assert.True(lenient.Succeeded, lenient.Output);
        Assert.Equal("RG2001", Assert.Single(lenient.Warnings).Code);
        Assert.All([strict, again], build =>
        {
            Assert.False(build.Succeeded, build.Output);
            Assert.Equal("RG2001", Assert.Single(build.Errors).Code);
        });
    }

    [Fact]
    public void A_received_snapshot_is_accepted_and_a_fall_is_measured_against_it()
    {
        var project = GeneratedProject.WithModel(feed, Fixture.Robust).With("RobustAccuracyMaxDrop", "0.1");
        var (verified, received) = (project.PathOf("App.robustness.verified.json"), project.PathOf("App.robustness.received.json"));

        var missing = project.Build();
        var measured = Measurement.Of(project);
        var accepted = project.Run("exec", Path.Combine(feed.PackagesFolder, "robustnessgate", feed.Version, "tools", "net10.0", "RobustnessGate.Runner.dll"), "accept");
        var baseline = File.ReadAllText(verified);
        Assert.False(File.Exists(received));
        var same = project.Build("--no-restore");
        var measuredAgain = Measurement.Of(project);
        var unchanged = project.Build("--no-restore");
        project.Copy(Fixture.Fragile, "model.pt");
        var fallen = project.Build("--no-restore");
        project.Run("clean");

        Assert.Equal(("RG0301", project.LineOf("RobustAccuracyMaxDrop")), (Assert.Single(missing.Errors).Code, missing.Errors[0].Line));
        Assert.True(accepted.ExitCode == 0, accepted.Output);
        Assert.True(same.Succeeded, same.Output);
        Assert.Equal(measured, measuredAgain);
        Assert.True(unchanged.GateWasSkipped, unchanged.Output);
        var error = Assert.Single(fallen.Errors);
        Assert.Equal(("RG1004", project.LineOf("RobustAccuracyMaxDrop")), (error.Code, error.Line));
        Assert.StartsWith("robust accuracy fell by 0.", error.Text, StringComparison.Ordinal);
        Assert.Equal(baseline, File.ReadAllText(verified));
        Assert.True(File.Exists(received));
    }
}
