namespace RobustnessGate.EndToEnd.Tests;

/// <summary>When the gate runs again, and when it need not. With a stub in the runner's place.</summary>
public sealed class IncrementalBuildTests(PackedFeed feed)
{
    [Fact]
    public void A_failure_is_repeated_on_the_next_build()
    {
        var project = GeneratedProject.WithStub(feed, "0.412").With("RobustAccuracyMin", "0.45");
        project.Build();

        var build = project.Build("--no-restore");

        Assert.Equal("RG1001", Assert.Single(build.Errors).Code);
    }

    [Fact]
    public void Without_a_change_a_passed_gate_is_not_run_again()
    {
        var project = GeneratedProject.WithStub(feed, "0.6").With("RobustAccuracyMin", "0.45");
        project.Build();

        var build = project.Build("--no-restore");

        Assert.True(build.Succeeded, build.Output);
        Assert.True(build.GateWasSkipped);
        Assert.Equal(0, build.GateRuns);
    }

    [Fact]
    public void A_threshold_raised_on_the_command_line_fails_a_build_that_passed()
    {
        var project = GeneratedProject.WithStub(feed, "0.6").With("RobustAccuracyMin", "0.45");
        project.Build();

        var build = project.Build("--no-restore", "-p:RobustAccuracyMin=0.99");

        Assert.False(build.Succeeded, build.Output);
        var error = Assert.Single(build.Errors);
        Assert.Equal(("RG1001", project.LineOf("RobustAccuracyMin")), (error.Code, error.Line));
    }

    [Fact]
    public void A_checkpoint_swapped_for_an_older_one_is_measured_again()
    {
        var project = GeneratedProject.WithStub(feed, "0.6").With("RobustAccuracyMin", "0.45");
        project.Build();
        project.Write("model.txt", "0.1");
        File.SetLastWriteTimeUtc(project.PathOf("model.txt"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.False(project.Build("--no-restore").Succeeded);
    }

    [Fact]
    public void A_changed_list_of_class_names_runs_the_gate_again()
    {
        var project = GeneratedProject.WithStub(feed, "0.6").With("RobustAccuracyMin", "0.45").With("RobustnessClassNames", "names.txt");
        project.Write("names.txt", "cat\ndog\n");
        project.Build();
        Assert.True(project.Build("--no-restore").GateWasSkipped);

        project.Write("names.txt", "cat\nfrog\n");

        Assert.False(project.Build("--no-restore").GateWasSkipped);
    }

    [Fact]
    public void A_deleted_checkpoint_fails_a_build_that_passed()
    {
        var project = GeneratedProject.WithStub(feed, "0.6").With("RobustAccuracyMin", "0.45");
        project.Build();
        File.Delete(project.PathOf("model.txt"));

        var build = project.Build("--no-restore");

        Assert.False(build.Succeeded, build.Output);
        Assert.Equal(project.LineOf("RobustnessCheckpoint"), Assert.Single(build.Errors).Line);
    }

    [Theory]
    [InlineData("net10.0")]
    [InlineData("net10.0;net10.0-windows")]
    public void Clean_takes_the_gates_files_away(string frameworks)
    {
        var project = GeneratedProject.WithStub(feed, "0.6", frameworks: frameworks).With("RobustAccuracyMin", "0.45");
        project.Build();
        Assert.NotNull(project.Output("gate.passed"));

        var clean = project.Run("clean");

        Assert.Equal(0, clean.ExitCode);
        Assert.Null(project.Output("*"));
    }

    [Fact]
    public void Clean_leaves_the_users_files_in_a_folder_of_their_choosing()
    {
        var project = GeneratedProject.WithStub(feed, "0.6").With("RobustAccuracyMin", "0.45").With("RobustnessOutput", "robustness");
        Directory.CreateDirectory(project.PathOf("robustness"));
        project.Write("robustness/notes.txt", "mine");
        project.Build();
        Assert.NotNull(project.Output("gate.passed"));

        project.Run("clean");

        Assert.Null(project.Output("gate.passed"));
        Assert.Null(project.Output("report.json"));
        Assert.NotNull(project.Output("notes.txt"));
    }
}
