using System.IO.Enumeration;

namespace RobustnessGate.EndToEnd.Tests;

/// <summary>Where a build takes libtorch from. The build package carries none.</summary>
public sealed class LibTorchTests(PackedFeed feed, LibTorchCopies copies, LibTorchTests.BuiltProject built) : IClassFixture<LibTorchCopies>, IClassFixture<LibTorchTests.BuiltProject>
{
    [Fact]
    public void Builds_side_by_side_restore_it_where_NuGet_has_none_and_later_ones_find_it()
    {
        RequireLinux();
        var packages = feed.NewFolder("packages");
        GeneratedProject[] projects = [Fresh(packages), Fresh(packages)];

        var started = projects.Select(project => (project, build: project.Start(["-v:n"], out _))).ToList();
        var results = started.ConvertAll(each => each.build.Wait());
        var later = Fresh(packages).Build("-v:n");

        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.Output));
        Assert.Contains(results, result => result.Output.Contains("Restoring libtorch 2.10.0 for linux-x64 (128 MB), once.", StringComparison.Ordinal));
        Assert.True(later.Succeeded, later.Output);
        Assert.DoesNotContain("Restoring libtorch", later.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(projects[0].Folder, "*torch*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_libtorch_that_cannot_be_restored_is_one_error_at_the_checkpoint()
    {
        RequireLinux();
        var project = Fresh(feed.NewFolder("packages"));
        project.Write("NuGet.config", GeneratedProject.NuGetConfig(feed.Folder, fallback: false));

        var build = project.Build();

        Assert.False(build.Succeeded, build.Output);
        var error = Assert.Single(build.Errors);
        Assert.Equal(("RG3001", "App.csproj", project.LineOf("RobustnessCheckpoint")), (error.Code, error.File, error.Line));
        Assert.Matches("^The gate computes with libtorch 2.10.0, and its package libtorch-cpu-linux-x64 cannot be restored \\(NU1101: .+\\); reference it with ExcludeAssets=\"all\" .+, or set RobustnessLibTorch to .+\\.$", error.Text);
    }

    [Theory]
    [InlineData("whole")]
    [InlineData("first", "second")]
    public void A_named_libtorch_is_used(params string[] folders)
    {
        RequireLinux();
        var build = Build(folders);

        Assert.True(build.Succeeded, build.Output);
        Assert.Equal(1, build.GateRuns);
    }

    [Theory]
    [InlineData("absent", "The folder '*absent' for libtorch does not exist; set RobustnessLibTorch (--libtorch) to *.")]
    [InlineData("empty", "No libtorch is in '*empty' (libtorch_cpu.so is not there); set RobustnessLibTorch *.")]
    [InlineData("damaged", "'libtorch_cpu.so' in '*damaged' cannot be loaded (*: invalid ELF header); set RobustnessLibTorch *.")]
    [InlineData("second", "'libtorch_cpu.so' in '*second' cannot be loaded (libc10.so: *); set RobustnessLibTorch *.")]
    [InlineData("older", "'libtorch_cpu.so' in '*older' is of libtorch 2.9.0, but TorchSharp 0.107.0 is built for 2.10.0; set RobustnessLibTorch *.")]
    [InlineData("ancient", "'libtorch_cpu.so' in '*ancient' does not tell its version, so it is older than the libtorch that TorchSharp 0.107.0 is built for; set RobustnessLibTorch *.")]
    public void A_named_libtorch_that_cannot_be_used_is_an_error_at_its_line(string folder, string text)
    {
        RequireLinux();
        var build = Build(folder);

        Assert.False(build.Succeeded, build.Output);
        var error = Assert.Single(build.Errors);
        Assert.Equal(("RG3001", "App.csproj", built.Project.LineOf("RobustnessLibTorch")), (error.Code, error.File, error.Line));
        Assert.True(FileSystemName.MatchesSimpleExpression(text.Replace(@"\", @"\\", StringComparison.Ordinal), error.Text), error.Text);
    }

    private static void RequireLinux() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The copies of libtorch are Linux's.");

    private BuildResult Build(params string[] folders) =>
        built.Project.Build("--no-restore", $"-p:RobustnessLibTorch={string.Join("%3B", folders.Select(folder => copies[folder]))}");

    /// <summary>A project whose NuGet folder is empty but for what is restored to it from the packed feed and the package of libtorch.</summary>
    private GeneratedProject Fresh(string packages)
    {
        var project = GeneratedProject.WithModel(feed, Fixture.Robust).With("RobustAccuracyMin", "0.5").WithEnvironment("NUGET_PACKAGES", packages);
        project.Write("NuGet.config", GeneratedProject.NuGetConfig(feed.Folder, fallback: false)
            .Replace("</packageSources>", $"""<add key="libtorch" value="{LibTorchCopies.Package}" /></packageSources>""", StringComparison.Ordinal));
        return project;
    }

    /// <summary>A restored project that names a libtorch.</summary>
    public sealed class BuiltProject
    {
        public BuiltProject(PackedFeed feed)
        {
            Project = GeneratedProject.WithModel(feed, Fixture.Robust).With("RobustAccuracyMin", "0.5").With("RobustnessLibTorch", "libtorch");
            var build = Project.Build("-p:RobustnessGateEnabled=false");
            Assert.True(build.Succeeded, build.Output);
        }

        internal GeneratedProject Project { get; }
    }
}
