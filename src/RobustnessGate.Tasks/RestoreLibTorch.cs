using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace RobustnessGate.Tasks;

/// <summary>
/// Restores libtorch's package with the user's own sources into the user's own folder. In a process of its own, so that nothing that the build is
/// given reaches it, and what goes wrong in it is one sentence.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class RestoreLibTorch : ToolTask
{
    private static readonly Regex NuGetError =
        new(@"error (?<text>NU\d{4}: .+?)( \[[^\]]*\])?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private string? firstError;
    private LibTorchPackage? package;

    /// <inheritdoc cref="PrepareRobustnessGate.DotNet"/>
    [Required]
    public string DotNet { get; set; } = "";

    /// <inheritdoc cref="FindLibTorch.RuntimeIdentifier"/>
    public string? RuntimeIdentifier { get; set; }

    /// <summary>The project that is restored.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The folder of the user's project, from which NuGet's configuration is looked for.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The folder for what a restore leaves behind.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    /// <summary>The folder that the user's project restores packages to.</summary>
    public string? PackagesFolder { get; set; }

    /// <summary>The sources that the project or the command line names in place of NuGet's configuration.</summary>
    public string? Sources { get; set; }

    /// <summary>One sentence that says why there is still no libtorch; empty when there is.</summary>
    [Output]
    public string Problem { get; private set; } = "";

    /// <inheritdoc/>
    protected override string ToolName => "dotnet";

    /// <inheritdoc/>
    public override bool Execute()
    {
        package = LibTorchPackage.For(RuntimeIdentifier)!;
        Log.LogMessage(MessageImportance.Normal, "Restoring libtorch {0} for {1} ({2} MB), once.", LibTorchPackage.Version, package.Platform, package.Megabytes);
        base.Execute();
        if (ExitCode != 0)
        {
            Problem = $"The gate computes with libtorch {LibTorchPackage.Version}, and its package {package.Id} cannot be restored ({firstError ?? $"dotnet restore ended with {ExitCode}"}); reference it with ExcludeAssets=\"all\" where the project's other packages come from, or set RobustnessLibTorch to a folder that holds libtorch.";
        }

        return true;
    }

    /// <inheritdoc/>
    protected override string GenerateFullPathToTool() => DotNet;

    /// <inheritdoc/>
    protected override string GetWorkingDirectory() => ProjectDirectory;

    /// <inheritdoc/>
    protected override string GenerateCommandLineCommands()
    {
        var command = new CommandLineBuilder(quoteHyphensOnCommandLine: false, useNewLineSeparator: false);
        command.AppendSwitch("restore");
        command.AppendFileNameIfNotNull(Project);
        command.AppendSwitch("-nologo -v:q -nodeReuse:false -tl:off");
        Property("LibTorchPackage", package!.Id);
        Property("LibTorchVersion", LibTorchPackage.Version);
        Property("RestoreRootConfigDirectory", ProjectDirectory);
        Property("MSBuildProjectExtensionsPath", IntermediateDirectory);
        Property("RestorePackagesPath", PackagesFolder);
        Property("RestoreSources", Sources);
        return command.ToString();

        void Property(string name, string? value)
        {
            if (value is { Length: > 0 })
            {
                // MSBuild takes a semicolon for the end of a property.
                command.AppendSwitchUnquotedIfNotNull($"-p:{name}=", $"\"{value.TrimEnd('\\').Replace("%", "%25").Replace(";", "%3B")}\"");
            }
        }
    }

    /// <inheritdoc/>
    protected override void LogToolCommand(string message) => Log.LogCommandLine(MessageImportance.Low, message);

    /// <inheritdoc/>
    protected override bool HandleTaskExecutionErrors() => true;

    /// <inheritdoc/>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        Log.LogMessage(MessageImportance.Low, "{0}", singleLine);
        if (NuGetError.Match(singleLine) is { Success: true } error)
        {
            firstError ??= error.Groups["text"].Value.TrimEnd('.', ' ');
        }
    }
}
