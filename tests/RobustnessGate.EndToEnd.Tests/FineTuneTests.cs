using System.Text.Json;

namespace RobustnessGate.EndToEnd.Tests;

/// <summary>Builds that train: a real checkpoint, 200 pictures to learn from, 56 others to judge by, FGSM.</summary>
public sealed class FineTuneTests(PackedFeed feed)
{
    [Fact]
    public void A_build_that_fails_tunes_and_passes_on_the_tuned_checkpoint()
    {
        var project = Project(Fixture.Fragile, "OnFailure", robustAccuracyMin: "0.2");

        var first = project.Build();
        var tuned = Tuned(project);
        var measured = Measurement.Of(project);
        var second = project.Build("--no-restore");
        var lowered = project.Build("--no-restore", "-p:RobustAccuracyMin=0.15");

        Assert.True(first.Succeeded, first.Output);
        Assert.Contains("verdict pass on the tuned checkpoint tuned.pt, pgd from model.pt (clean accuracy ", first.Output, StringComparison.Ordinal);
        Assert.Equal(("pass", "tuned.pt"), Judged(project.Report()));
        Assert.Equal(("fail", "model.pt"), Judged(ParentReport(project)));
        Assert.Equal(("model.pt", "parent/report.json"), Tuning(project));
        Assert.NotNull(project.Output("tuned.pt.json"));
        Assert.Equal(File.ReadAllBytes(Fixture.PathOf(Fixture.Fragile)), File.ReadAllBytes(project.PathOf("model.pt")));

        Assert.True(second.GateWasSkipped, second.Output);
        Assert.True(lowered.Succeeded, lowered.Output);
        Assert.Equal(1, lowered.GateRuns);
        Assert.Equal((tuned, measured), (Tuned(project), Measurement.Of(project)));
    }

    [Fact]
    public void What_the_training_depends_on_trains_again_when_it_changes()
    {
        var project = Project(Fixture.Fragile, "Always", robustAccuracyMin: "0");
        Assert.True(project.Build().Succeeded);

        File.Delete(project.Output("tuned.pt")!);
        var deleted = project.Build("--no-restore");
        Assert.True(deleted.Succeeded, deleted.Output);
        Assert.False(deleted.GateWasSkipped);
        var tuned = Tuned(project);

        var option = project.Build("--no-restore", "-p:WeightDecay=0.01");
        Assert.True(option.Succeeded, option.Output);
        Assert.NotEqual(tuned, Tuned(project));
        tuned = Tuned(project);

        File.WriteAllBytes(project.PathOf("train.npz"), PictureSplit.Of(..150));
        var data = project.Build("--no-restore", "-p:WeightDecay=0.01");
        Assert.True(data.Succeeded, data.Output);
        Assert.NotEqual(tuned, Tuned(project));
    }

    [Fact]
    public void A_training_that_does_not_suffice_still_fails_with_both_reports_and_is_not_repeated()
    {
        var project = Project(Fixture.Fragile, "OnFailure", robustAccuracyMin: "0.99");

        var first = project.Build();
        var tuned = Tuned(project);
        var second = project.Build("--no-restore");

        Assert.All([first, second], build =>
        {
            Assert.False(build.Succeeded, build.Output);
            var error = Assert.Single(build.Errors);
            Assert.Equal(("RG1001", "App.csproj", project.LineOf("RobustAccuracyMin")), (error.Code, error.File, error.Line));
        });
        Assert.Equal(("fail", "tuned.pt"), Judged(project.Report()));
        Assert.Equal(("fail", "model.pt"), Judged(ParentReport(project)));
        Assert.Equal(tuned, Tuned(project));
        Assert.Contains("epoch 1 of ", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("epoch 1 of ", second.Output, StringComparison.Ordinal);
        Assert.Null(project.Output("gate.passed"));
    }

    [Fact]
    public void A_checkpoint_that_passes_is_left_as_it_is()
    {
        var project = Project(Fixture.Robust, "OnFailure", robustAccuracyMin: "0.5");

        var first = project.Build();
        var second = project.Build("--no-restore");

        Assert.True(first.Succeeded, first.Output);
        Assert.Equal(("pass", "model.pt"), Judged(project.Report()));
        Assert.NotNull(project.Output("evidence.safetensors"));
        Assert.NotNull(project.Output("report.html"));
        Assert.Null(project.Output("tuned.pt"));
        Assert.True(second.GateWasSkipped, second.Output);
    }

    [Fact]
    public void Always_tunes_into_the_file_that_the_project_chooses_and_Clean_leaves_that_and_what_is_not_the_gates()
    {
        var project = Project(Fixture.Robust, "Always", robustAccuracyMin: "0")
            .With("RobustnessFineTunedCheckpoint", "checkpoints/robust.pt").With("RobustnessOutput", "robustness");
        project.Build("-p:RobustnessFineTune=OnFailure", "-p:RobustAccuracyMin=0.99");
        project.Write("robustness/notes.txt", "mine");

        var build = project.Build("--no-restore");

        Assert.True(build.Succeeded, build.Output);
        Assert.Contains("verdict pass on the tuned checkpoint robust.pt, pgd from model.pt: ", build.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(project.PathOf("checkpoints/robust.pt.json")));
        Assert.Null(project.Output("tuned.pt"));
        Assert.NotNull(project.Output("tuning.csv"));
        Assert.True(Directory.Exists(project.PathOf("robustness/parent")));

        project.Run("clean");

        Assert.Equal(["robustness/notes.txt"], Directory.EnumerateFileSystemEntries(project.PathOf("robustness")).Select(path => Path.GetRelativePath(project.Folder, path)));
        Assert.True(File.Exists(project.PathOf("checkpoints/robust.pt")));
    }

    private GeneratedProject Project(string fixture, string when, string robustAccuracyMin) =>
        GeneratedProject.WithTraining(feed, fixture, when).With("RobustAccuracyMin", robustAccuracyMin);

    private static string Tuned(GeneratedProject project) => Convert.ToHexString(File.ReadAllBytes(project.Output("tuned.pt")!));

    private static string ParentReport(GeneratedProject project) => File.ReadAllText(Path.Combine(Path.GetDirectoryName(project.Output("report.json"))!, "parent", "report.json"));

    private static (string? Verdict, string? Checkpoint) Judged(string report)
    {
        using var document = JsonDocument.Parse(report);
        return (document.RootElement.GetProperty("verdict").GetString(), document.RootElement.GetProperty("inputs").GetProperty("checkpoint").GetProperty("name").GetString());
    }

    private static (string? Parent, string? Report) Tuning(GeneratedProject project)
    {
        using var document = JsonDocument.Parse(project.Report());
        var tuning = document.RootElement.GetProperty("tuning");
        return (tuning.GetProperty("parent").GetProperty("name").GetString(), tuning.GetProperty("parentReport").GetString());
    }
}
