using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RobustnessGate.EndToEnd.Tests;

/// <summary>The tool, installed from its package as a user installs it.</summary>
public sealed partial class ToolTests(ToolTests.InstalledTool tool, LibTorchCopies copies) : IClassFixture<ToolTests.InstalledTool>, IClassFixture<LibTorchCopies>
{
    [Theory]
    [InlineData(0, "--robust-accuracy-min", "0.5")]
    [InlineData(2, "--robust-accuracy-min", "0.99")]
    [InlineData(1, "--checkpoint", "absent.pt")]
    [InlineData(64, "--epsilon", "8/0")]
    [InlineData(64, "--no-such-option", "1")]
    public void The_exit_status_says_how_a_run_ended(int expected, string option, string value)
    {
        var run = tool.Run([.. Arguments("out", option), option, value]);

        Assert.True(run.ExitCode == expected, run.Output + run.Error);
        Assert.Equal(expected == 0 ? "" : "robustness-gate: error ", run.Error[..Math.Min(run.Error.Length, "robustness-gate: error ".Length)]);
    }

    [Fact]
    public void Json_is_alone_on_standard_output()
    {
        var run = tool.Run([.. Arguments("json"), "--json"]);

        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal("pass", report.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(File.ReadAllText(Path.Combine(tool.Folder, "json", "report.json")), run.Output);
    }

    [Fact]
    public void The_doctor_finds_the_packed_libtorch_working()
    {
        var run = tool.Run("doctor");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("libtorch:", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("whole")]
    public async Task One_libtorch_is_loaded_the_tools_own_or_the_one_that_is_named(string? named)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has loaded is read from /proc.");
        var folder = named is null ? Path.Combine(tool.ProgramFolder, "libtorch") : copies[named];
        using var run = tool.Start(named is null ? ["doctor"] : ["doctor", "--libtorch", folder]);
        var output = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var loaded = new HashSet<string>(StringComparer.Ordinal);
        while (!run.HasExited)
        {
            loaded.UnionWith(LoadedTorch(tool.ProgramFolder));
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.True(run.ExitCode == 0, await output);
        Assert.Matches($"libtorch: +2\\.10\\.0 from {Regex.Escape(folder)}\n", await output);
        Assert.Equal(["libc10.so", "libgomp-98b21ff3.so.1", "libtorch.so", "libtorch_cpu.so"], loaded.Where(file => Path.GetDirectoryName(file) == folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Path.Combine(tool.ProgramFolder, "libLibTorchSharp.so"), Assert.Single(loaded, file => Path.GetDirectoryName(file) != folder));
    }

    [Fact]
    public async Task An_interrupted_run_says_so_and_writes_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A signal cannot be sent to a process on Windows.");
        using var run = tool.Start([.. Arguments("interrupted", "--attack", "--samples"), "--attack", "PGD;Steps=1000", "--batch-size", "8"]);
        // The folder is made just before libtorch is loaded.
        while (!Directory.Exists(Path.Combine(tool.Folder, "interrupted")))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        using var kill = Process.Start("kill", ["-INT", run.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        var error = await run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, run.ExitCode);
        Assert.Equal("robustness-gate: error RG3007: The run was cancelled before it reached a verdict.\n", error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(tool.Folder, "interrupted")));
    }

    [Fact]
    public void A_full_disk_is_named_and_no_half_report_stays_on_it()
    {
        var disk = Directory.CreateDirectory(Path.Combine(tool.Folder, "disk")).FullName;
        Assert.SkipUnless(OperatingSystem.IsLinux() && Execute("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", disk) == 0, "Only root can mount a disk that is this small.");
        try
        {
            var run = tool.Run(Arguments("disk"));

            Assert.Equal(1, run.ExitCode);
            Assert.StartsWith("robustness-gate: error RG3003: 'disk/evidence.safetensors' was not written because the disk is full; ", run.Error, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(disk));
        }
        finally
        {
            Execute("umount", disk);
        }
    }

    [Fact]
    public void Without_its_native_library_the_tool_says_so()
    {
        var copy = Directory.CreateDirectory(Path.Combine(tool.Folder, "bare")).FullName;
        foreach (var file in Directory.EnumerateFiles(tool.ProgramFolder).Where(file => Path.GetExtension(file) is ".dll" or ".json"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        var run = tool.Dotnet(["exec", Path.Combine(copy, "RobustnessGate.Runner.dll"), .. Arguments("none")]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error RG3001: No libtorch is beside the tool (", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_shipped_passes_its_own_self_test()
    {
        var run = tool.Run("selftest");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Matches("\nselftest passed: [1-9][0-9]* of [1-9][0-9]*\n$", run.Output);
    }

    [Fact]
    public void It_trains()
    {
        var run = tool.Run(
            "tune", "--checkpoint", Fixture.PathOf(Fixture.Fragile), "--training-data", Fixture.PathOf(Fixture.Pictures), "--epsilon", "0.1", "--method", "fgsm-rs", "--epochs", "1", "--output", "tuned");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.True(File.Exists(Path.Combine(tool.Folder, "tuned", "tuned.pt")));
    }

    [Fact]
    public void A_tool_manifest_brings_it_to_a_repository()
    {
        Assert.Equal(0, tool.Dotnet("new", "tool-manifest").ExitCode);
        var install = tool.Dotnet("tool", "install", "RobustnessGate.Runner", "--version", tool.Version);
        Assert.True(install.ExitCode == 0, install.Output);

        var version = tool.Dotnet("robustness-gate", "--version");
        var run = tool.Dotnet(["robustness-gate", .. Arguments("manifest", "--robust-accuracy-min"), "--robust-accuracy-min", "0.99"]);

        Assert.True(version.ExitCode == 0, version.Output);
        Assert.Equal(2, run.ExitCode);
    }

    /// <summary>A run that takes a second and passes, but for the options that the caller gives itself.</summary>
    private static string[] Arguments(string output, params string[] without)
    {
        (string Option, string Value)[] arguments =
        [
            ("--checkpoint", Fixture.PathOf(Fixture.Robust)), ("--dataset", Fixture.PathOf(Fixture.Pictures)), ("--epsilon", "0.1"),
            ("--attack", "FGSM"), ("--samples", "32"), ("--robust-accuracy-min", "0"), ("--output", output),
            // On a busy machine progress would come between the messages.
            ("--verbosity", "quiet"),
        ];
        return ["run", .. arguments.Where(argument => !without.Contains(argument.Option, StringComparer.Ordinal)).SelectMany(argument => new[] { argument.Option, argument.Value })];
    }

    /// <summary>The libraries of libtorch and TorchSharp in every process that has loaded something of this installation.</summary>
    private static IEnumerable<string> LoadedTorch(string program)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit)))
        {
            var files = MappedFiles(process);
            foreach (var file in files.Any(file => file.StartsWith(program, StringComparison.Ordinal)) ? files : [])
            {
                if (OfTorch().IsMatch(file))
                {
                    yield return file;
                }
            }
        }
    }

    [GeneratedRegex(@"/lib(torch|LibTorch|c10|gomp)[^/]*\.so[.0-9]*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfTorch();

    private static List<string> MappedFiles(string process)
    {
        try
        {
            return [.. File.ReadLines(Path.Combine(process, "maps")).Select(line => line[Math.Max(0, line.IndexOf('/', StringComparison.Ordinal))..])];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or is another user's.
            return [];
        }
    }

    private static int Execute(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    internal sealed record ToolRun(int ExitCode, string Output, string Error);

    /// <summary>The tool, installed once with <c>dotnet tool install --tool-path</c>.</summary>
    public sealed class InstalledTool
    {
        private readonly PackedFeed feed;

        public InstalledTool(PackedFeed feed)
        {
            this.feed = feed;
            feed.PackTool();
            Folder = feed.NewFolder("tool");
            File.WriteAllText(Path.Combine(Folder, "NuGet.config"), GeneratedProject.NuGetConfig(feed.Folder));
            var install = Dotnet("tool", "install", "RobustnessGate.Runner", "--tool-path", "bin", "--version", feed.Version);
            Assert.True(install.ExitCode == 0, install.Output);
        }

        internal string Folder { get; }

        internal string Version => feed.Version;

        /// <summary>Where the installation keeps the tool's assemblies.</summary>
        internal string ProgramFolder =>
            Path.GetDirectoryName(Directory.EnumerateFiles(Path.Combine(Folder, "bin"), "RobustnessGate.Runner.dll", SearchOption.AllDirectories).Single())!;

        internal CommandResult Dotnet(params string[] arguments) =>
            DotNetCommand.Run(Folder, new Dictionary<string, string> { ["NUGET_PACKAGES"] = feed.PackagesFolder }, arguments);

        internal Process Start(params string[] arguments)
        {
            var start = new ProcessStartInfo(Path.Combine(Folder, "bin", "robustness-gate"), arguments)
            {
                UseShellExecute = false,
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment.Remove("GITHUB_ACTIONS");
            return Process.Start(start)!;
        }

        internal ToolRun Run(params string[] arguments)
        {
            using var process = Start(arguments);
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new ToolRun(process.ExitCode, output, error.Result);
        }
    }
}
