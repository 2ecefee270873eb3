using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.EndToEnd.Tests;

/// <summary>What a build says about a request that cannot be met: one sentence, at the line that makes it.</summary>
public sealed class BadInputTests(BadInputTests.BuiltProject built) : IClassFixture<BadInputTests.BuiltProject>
{
    [Theory]
    [InlineData("RobustnessCheckpoint", "absent.pt", "RG0101", "The checkpoint '*absent.pt' does not exist; correct RobustnessCheckpoint*.")]
    [InlineData("RobustnessCheckpoint", "truncated.pt", "RG0102", "The checkpoint '*truncated.pt' is truncated or damaged: *; copy or export it again.")]
    [InlineData("RobustnessCheckpoint", "state.pth", "RG0103", "*; export it in Python with torch.jit.script(model).save('model.pt'), or *.")]
    [InlineData("RobustnessDataset", "bright.npz", "RG0206", "The inputs in '*bright.npz' lie outside the bounds 0 to 1: smallest 2, largest 2, *.")]
    [InlineData("RobustnessDataset", "absent", "RG0201", "The dataset '*absent' does not exist; correct RobustnessDataset*.")]
    [InlineData("RobustnessEpsilon", "8/0", "RG0002", "RobustnessEpsilon is '8/0', which divides by zero; write a fraction such as 8/255.")]
    [InlineData("RobustAccuracyMin", "45", "RG0003", "RobustAccuracyMin is '45', but it is a fraction of 1: 45 % is 0.45.")]
    [InlineData("RobustAccuracyMin", "0,45", "RG0003", "RobustAccuracyMin is '0,45', with a decimal comma; write 0.45.")]
    [InlineData("RobustnessDevice", "cuda:99", "RG3002", "The device cuda:99 is not available: *; choose another RobustnessDevice (--device), or auto.")]
    [InlineData("RobustnessOutput", "Class.cs", "RG3003", "The folder for the robustness report, *Class.cs/, cannot be written (*); set RobustnessOutput to one that can.")]
    public void A_property_that_makes_no_sense_fails_the_build_at_its_line(string property, string value, string code, string text)
    {
        var build = built.Project.Build("--no-restore", $"-p:{property}={value.Replace(",", "%2C", StringComparison.Ordinal)}");

        AssertFails(build, code, text);
        Assert.Equal(built.Project.LineOf(property), build.Errors[0].Line);
    }

    [Fact]
    public void An_unknown_attack_gets_the_nearest_name()
    {
        var build = built.Project.Build("--no-restore", "-p:Attack=PDG");

        AssertFails(build, "RG0005", "There is no attack 'PDG'; did you mean 'PGD'?");
    }

    private void AssertFails(BuildResult build, string code, string text)
    {
        Assert.False(build.Succeeded, build.Output);
        var error = Assert.Single(build.Errors);
        Assert.Equal((code, "App.csproj"), (error.Code, error.File));
        Assert.True(System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(text, error.Text), error.Text);
        Assert.DoesNotContain("   at ", build.Output, StringComparison.Ordinal);
        Assert.Equal(built.Report, built.Project.Report());
        Assert.Equal("namespace App;", File.ReadLines(built.Project.PathOf("Class.cs")).First());
    }

    /// <summary>A project that has passed once: what it is asked for next must not touch the report of that.</summary>
    public sealed class BuiltProject
    {
        public BuiltProject(PackedFeed feed)
        {
            Project = GeneratedProject.WithModel(feed, Fixture.Robust)
                .With("RobustAccuracyMin", "0.5").With("RobustnessDevice", "cpu").With("RobustnessOutput", "obj/robustness");
            File.WriteAllBytes(Project.PathOf("truncated.pt"), File.ReadAllBytes(Fixture.PathOf(Fixture.Robust))[..300_000]);
            File.WriteAllBytes(Project.PathOf("bright.npz"), NpzBytes.Archive(
                ("x.npy", NpzBytes.Array("<f4", "(1, 1, 28, 28)", [.. Enumerable.Repeat(BitConverter.GetBytes(2f), 28 * 28).SelectMany(bytes => bytes)])),
                ("y.npy", NpzBytes.Array("|u1", "(1,)", [0]))));
            Project.Copy(Fixture.StateDictionary, "state.pth");
            var build = Project.Build();
            Assert.True(build.Succeeded, build.Output);
            Report = Project.Report();
        }

        internal GeneratedProject Project { get; }

        internal string Report { get; }
    }
}
