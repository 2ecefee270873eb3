using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace RobustnessGate.EndToEnd.Tests;

/// <summary>What a finished <c>dotnet</c> command left.</summary>
internal sealed record CommandResult(int ExitCode, string Output);

/// <summary>A <c>dotnet</c> command in an environment of its own, with a transcript for whoever reads a failed run.</summary>
internal sealed class DotNetCommand : IDisposable
{
    // File systems take 255 bytes.
    private const int LongestName = 200;

    private static int count;

    private readonly Process process = new();
    private readonly StringBuilder output = new();
    private readonly string heading;

    private DotNetCommand(string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var start = process.StartInfo;
        start.FileName = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        start.WorkingDirectory = folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        Isolate(start.Environment);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        heading = $"> dotnet {string.Join(' ', start.ArgumentList)}\nin {folder}\nwith {string.Join(", ", environment.Select(e => $"{e.Key}={e.Value}"))}\n\n";
        process.OutputDataReceived += (_, e) => Append(e.Data);
        process.ErrorDataReceived += (_, e) => Append(e.Data);
    }

    public int Id => process.Id;

    private string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    public static DotNetCommand Start(string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var command = new DotNetCommand(folder, environment, arguments);
        command.process.Start();
        command.process.BeginOutputReadLine();
        command.process.BeginErrorReadLine();
        return command;
    }

    public static CommandResult Run(string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        using var command = Start(folder, environment, arguments);
        return command.Wait();
    }

    /// <summary>Waits until the command has written <paramref name="text"/>.</summary>
    public async Task WaitFor(string text, CancellationToken cancellation)
    {
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(process.HasExited, $"The command ended without writing '{text}':\n{Output}");
            await Task.Delay(50, cancellation).ConfigureAwait(false);
        }
    }

    public CommandResult Wait()
    {
        process.WaitForExit();
        var text = Output;
        var title = string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref count):000} {TestContext.Current.Test?.TestDisplayName ?? "set-up"}");
        var name = string.Concat(title.Split(Path.GetInvalidFileNameChars()));
        File.WriteAllText(
            Path.Combine(Directory.CreateDirectory(Locations.Transcripts).FullName, name[..Math.Min(name.Length, LongestName)] + ".txt"),
            string.Create(CultureInfo.InvariantCulture, $"{heading}{text}\nexit code {process.ExitCode}\n"));
        return new CommandResult(process.ExitCode, text);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    // What the test host was started with must not decide how a user's build behaves.
    private static void Isolate(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(IsLeaked).ToList())
        {
            environment.Remove(name);
        }

        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
    }

    private static bool IsLeaked(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_CLI_", StringComparison.Ordinal)
        || name.StartsWith("ROBUSTNESS", StringComparison.OrdinalIgnoreCase)
        || name is "DOTNET_HOST_PATH" or "CI" or "Configuration" or "Platform";

    private void Append(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.Append(line).Append('\n');
        }
    }
}
