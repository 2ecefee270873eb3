using System.Globalization;
using System.Security;
using System.Text;

namespace RobustnessGate.EndToEnd.Tests;

/// <summary>A user's project: written as text, restored from the packed feed alone, built with <c>dotnet build</c>.</summary>
internal sealed class GeneratedProject
{
    /// <summary>The TorchSharp that the runner is built with.</summary>
    public const string TorchSharpVersion = "0.107.0";

    private readonly PackedFeed feed;
    private readonly List<string> propertyLines = [];
    private readonly List<string> itemLines = [];
    private readonly Dictionary<string, string> environment = [];
    private int builds;

    private GeneratedProject(PackedFeed feed, string folderName)
    {
        this.feed = feed;
        Folder = feed.NewFolder(folderName);
        environment["NUGET_PACKAGES"] = feed.PackagesFolder;
        // Nothing of the folders above reaches in here.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("NuGet.config", NuGetConfig(feed.Folder));
        Write("Class.cs", "namespace App;\n\npublic static class Placeholder { }\n");
    }

    public string Folder { get; }

    /// <summary>
    /// A configuration with a folder as a source: the only one, unless <paramref name="clear"/> is empty. Packages that this repository was
    /// restored from, libtorch above all, are used where they lie, if <paramref name="fallback"/> says so.
    /// </summary>
    public static string NuGetConfig(string source, string clear = "<clear />", bool fallback = true) => $"""
        <configuration>
          <packageSources>
            {clear}
            <add key="packed" value="{SecurityElement.Escape(source)}" />
          </packageSources>
          <packageSourceMapping>
            <clear />
          </packageSourceMapping>
          <fallbackPackageFolders>
            <clear />
            {(fallback ? $"""<add key="restored" value="{SecurityElement.Escape(Locations.NuGetPackages)}" />""" : "")}
          </fallbackPackageFolders>
        </configuration>
        """;

    /// <summary>A project with the package and nothing set.</summary>
    public static GeneratedProject Plain(PackedFeed feed, string folderName = "App", string frameworks = "net10.0")
    {
        var project = new GeneratedProject(feed, folderName);
        return project
            .With(frameworks.Contains(';', StringComparison.Ordinal) ? "TargetFrameworks" : "TargetFramework", frameworks)
            // A second target framework that needs nothing beyond what the SDK brings along.
            .With("EnableWindowsTargeting", "true")
            .With("DisableTransitiveFrameworkReferenceDownloads", "true")
            .With("NuGetAudit", "false");
    }

    /// <summary>A project gated by the stub runner, to which the text of the checkpoint is the robust accuracy.</summary>
    public static GeneratedProject WithStub(
        PackedFeed feed, string robustAccuracy, string folderName = "App", string frameworks = "net10.0")
    {
        var project = Plain(feed, folderName, frameworks)
            .With("RobustnessRunner", Locations.StubRunner)
            .With("RobustnessCheckpoint", "model.txt");
        project.Write("model.txt", robustAccuracy);
        return project;
    }

    /// <summary>
    /// A project gated by the packed runner: a real checkpoint, real pictures, and FGSM on a few of them, which takes a second.
    /// <c>-p:Attack=...</c> names another attack.
    /// </summary>
    public static GeneratedProject WithModel(
        PackedFeed feed, string fixture, string folderName = "App", string frameworks = "net10.0")
    {
        var project = Plain(feed, folderName, frameworks)
            .With("RobustnessCheckpoint", "model.pt")
            .With("RobustnessDataset", "data.npz")
            .With("RobustnessEpsilon", "0.1")
            .With("RobustnessSamples", "32")
            .With("Attack", "FGSM")
            .WithItem("""<RobustnessAttack Include="$(Attack)" />""");
        project.Copy(fixture, "model.pt");
        project.Copy(Fixture.Pictures, "data.npz");
        return project;
    }

    /// <summary>A project like <see cref="WithModel"/> that trains: on 200 pictures, for some epochs of moments; the 56 others judge.</summary>
    public static GeneratedProject WithTraining(PackedFeed feed, string fixture, string when)
    {
        var project = WithModel(feed, fixture)
            .With("RobustnessDevice", "cpu")
            .With("RobustnessFineTune", when)
            .With("RobustnessFineTuneDataset", "train.npz")
            .With("RobustnessFineTuneMethod", "pgd")
            .With("RobustnessFineTuneEpochs", "4")
            .With("RobustnessFineTuneLearningRate", "5e-3")
            .With("WeightDecay", "0")
            .WithItem("""<RobustnessFineTune Include="$(RobustnessFineTuneMethod)" Steps="2" BatchSize="32" SelectionSteps="2" WeightDecay="$(WeightDecay)" />""");
        File.WriteAllBytes(project.PathOf("train.npz"), PictureSplit.Of(..200));
        File.WriteAllBytes(project.PathOf("data.npz"), PictureSplit.Of(200..));
        return project;
    }

    public GeneratedProject With(string property, string value)
    {
        propertyLines.Add($"<{property}>{SecurityElement.Escape(value)}</{property}>");
        return this;
    }

    public GeneratedProject WithItem(string item)
    {
        itemLines.Add(item);
        return this;
    }

    /// <summary>Lets the project restore TorchSharp, from the user's sources.</summary>
    public GeneratedProject WithTorchSharp()
    {
        Write("NuGet.config", NuGetConfig(feed.Folder, clear: ""));
        return WithItem($"""<PackageReference Include="TorchSharp" Version="{TorchSharpVersion}" />""");
    }

    public GeneratedProject WithEnvironment(string name, string value)
    {
        environment[name] = value;
        return this;
    }

    /// <summary>The line of a property in the project file, counted from 1.</summary>
    public int LineOf(string property) => 3 + propertyLines.FindIndex(line => line.StartsWith($"<{property}>", StringComparison.Ordinal));

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void Write(string file, string text) => File.WriteAllText(PathOf(file), text, new UTF8Encoding(false));

    public void Copy(string fixture, string name) => File.Copy(Fixture.PathOf(fixture), PathOf(name), overwrite: true);

    /// <summary>The gate's report, as text.</summary>
    public string Report() => File.ReadAllText(Output("report.json")!);

    /// <summary>The full path of a file of the gate's output, or null when no such file exists.</summary>
    public string? Output(string file) =>
        Directory.EnumerateFiles(Folder, file, SearchOption.AllDirectories)
            .SingleOrDefault(path => Path.GetFileName(Path.GetDirectoryName(path)) == "robustness");

    public BuildResult Build(params string[] arguments)
    {
        using var build = Start(arguments, out var log);
        return BuildResult.Read(build.Wait(), log);
    }

    public DotNetCommand Start(string[] arguments, out string binaryLog)
    {
        WriteProjectFile();
        binaryLog = PathOf(string.Create(CultureInfo.InvariantCulture, $"build{++builds}.binlog"));
        return DotNetCommand.Start(Folder, environment, ["build", "-tl:off", "-bl:" + binaryLog, .. arguments]);
    }

    public CommandResult Run(params string[] arguments) => DotNetCommand.Run(Folder, environment, arguments);

    private void WriteProjectFile() => Write("App.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            {string.Join("\n    ", propertyLines)}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="RobustnessGate" Version="{feed.Version}" PrivateAssets="all" />
            {string.Join("\n    ", itemLines)}
          </ItemGroup>
        </Project>
        """);
}
