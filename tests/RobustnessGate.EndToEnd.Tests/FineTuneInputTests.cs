namespace RobustnessGate.EndToEnd.Tests;

/// <summary>What a build says about a training that cannot be done: one sentence, at the line that asks for it, before anything is trained.</summary>
public sealed class FineTuneInputTests(FineTuneInputTests.TrainingProject training) : IClassFixture<FineTuneInputTests.TrainingProject>
{
    [Theory]
    [InlineData("RobustnessFineTune", "Sometimes", "RG0001", "RobustnessFineTune is 'Sometimes', which is not a choice; the known ones are Never, OnFailure, Always.")]
    [InlineData("RobustnessFineTune", "Always", "RG0010", "RobustnessFineTune is 'Always', but there is nothing to learn from; set RobustnessFineTuneDataset*.", "RobustnessFineTuneDataset")]
    [InlineData("RobustnessFineTuneDataset", "absent.npz", "RG0201", "The training dataset '*absent.npz' does not exist; correct RobustnessFineTuneDataset*.")]
    [InlineData("RobustnessFineTuneDataset", "data.npz", "RG0401", "32 of the 32 examples of the gate's data '*data.npz' are in the training data '*data.npz' (*")]
    [InlineData("RobustnessFineTuneMethod", "trade", "RG0014", "There is no training method 'trade'; did you mean 'trades'?")]
    [InlineData("RobustnessFineTuneEpochs", "0", "RG0014", "pgd has Epochs '0'; expected a whole number of at least 1.")]
    [InlineData("RobustnessFineTuneBudget", "0min", "RG0001", "RobustnessFineTuneBudget is '0min', with which nothing can be trained; *.")]
    [InlineData("RobustnessFineTunedCheckpoint", "model.pt", "RG3003", "The tuned checkpoint '*model.pt' is the checkpoint that the training starts from, which is never overwritten; *.")]
    public void A_property_that_makes_no_sense_fails_the_build_at_its_line(string property, string value, string code, string text, string? emptied = null)
    {
        var project = training.Project;

        var build = project.Build(["--no-restore", $"-p:{property}={value}", .. emptied is null ? Array.Empty<string>() : [$"-p:{emptied}="]]);

        Assert.False(build.Succeeded, build.Output);
        var error = Assert.Single(build.Errors);
        Assert.Equal((code, "App.csproj", project.LineOf(property)), (error.Code, error.File, error.Line));
        Assert.True(System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(text, error.Text), error.Text);
        Assert.DoesNotContain("epoch", build.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Fixture.PathOf(Fixture.Fragile)), File.ReadAllBytes(project.PathOf("model.pt")));
    }

    /// <summary>A project that trains whatever its checkpoint is worth.</summary>
    public sealed class TrainingProject
    {
        public TrainingProject(PackedFeed feed)
        {
            Project = GeneratedProject.WithTraining(feed, Fixture.Fragile, "Always")
                .With("RobustAccuracyMin", "0.5").With("RobustnessFineTuneBudget", "1min").With("RobustnessFineTunedCheckpoint", "robust.pt");
            Project.Build("-t:Restore");
        }

        internal GeneratedProject Project { get; }
    }
}
