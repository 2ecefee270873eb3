using System.IO.Compression;
using System.Xml.Linq;

namespace RobustnessGate.EndToEnd.Tests;

public sealed class PackageTests(PackedFeed feed)
{
    [Fact]
    public void The_package_carries_its_targets_its_task_and_a_whole_runner()
    {
        using var package = Open();

        var files = package.Entries.Select(entry => entry.FullName).ToList();

        Assert.Superset(
            new HashSet<string>
            {
                "build/RobustnessGate.props",
                "build/RobustnessGate.targets",
                "buildMultiTargeting/RobustnessGate.props",
                "buildMultiTargeting/RobustnessGate.targets",
                "tasks/netstandard2.0/RobustnessGate.Tasks.dll",
                "tools/net10.0/RobustnessGate.Attacks.dll",
                "tools/net10.0/RobustnessGate.Runner.deps.json",
                "tools/net10.0/RobustnessGate.Runner.dll",
                "tools/net10.0/RobustnessGate.Runner.runtimeconfig.json",
            },
            files.ToHashSet());
        // Transitive build files would gate every project that references a gated one.
        Assert.DoesNotContain(files, file => file.StartsWith("buildTransitive/", StringComparison.Ordinal) || file.StartsWith("lib/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_task_is_alone_in_MSBuilds_process()
    {
        using var package = Open();

        Assert.Single(package.Entries, entry => entry.FullName.StartsWith("tasks/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_package_is_for_development_and_depends_on_nothing()
    {
        using var package = Open();
        using var stream = package.Entries.Single(entry => entry.FullName == "RobustnessGate.nuspec").Open();

        var metadata = XDocument.Load(stream).Root!.Elements().Single();

        Assert.Equal("true", Element("developmentDependency")?.Value);
        Assert.Equal("MIT", Element("license")?.Value);
        Assert.Null(Element("dependencies"));

        XElement? Element(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name);
    }

    private ZipArchive Open() => ZipFile.OpenRead(Path.Combine(feed.Folder, $"RobustnessGate.{feed.Version}.nupkg"));
}
