using System.CommandLine;
using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Tests.Reports;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.GitHub;

/// <summary>A server, and the tool's commands as a workflow of the repository <c>shop/models</c> runs them.</summary>
internal sealed class GitHubSandbox : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public GitHubSandbox()
    {
        Variables = new()
        {
            ["GITHUB_TOKEN"] = "secret",
            ["GITHUB_REPOSITORY"] = "shop/models",
            ["GITHUB_API_URL"] = Server.Root,
            ["GITHUB_GRAPHQL_URL"] = Server.Root + "/graphql",
        };
        Server.Pulls.Add(new KeptPull(12, "open", "c0ffee", "better-model", "shop/models"));
    }

    public GitHubServer Server { get; } = new();

    public InstantClock Clock { get; } = new();

    public Dictionary<string, string> Variables { get; }

    public void Dispose()
    {
        Server.Dispose();
        folder.Dispose();
    }

    public string Write(ReportDocument report) => folder.Write(Guid.NewGuid().ToString("N") + ".json", ReportFile.Text(report));

    public string Write(string name, string content) => folder.Write(name, content);

    /// <summary>Has workflows run for an event.</summary>
    public void On(string payload) => Variables["GITHUB_EVENT_PATH"] = folder.Write("event.json", payload);

    public Task<(int ExitCode, string Said)> Comment(params string[] options) => CommentOn(SampleReport.Failed, options);

    public Task<(int ExitCode, string Said)> CommentOn(ReportDocument report, params string[] options) =>
        Run(console => new CommentCommand(console, Variables.GetValueOrDefault, Clock).Command, [Write(report), .. options]);

    public Task<(int ExitCode, string Said)> CommentOnFile(string path, params string[] options) =>
        Run(console => new CommentCommand(console, Variables.GetValueOrDefault, Clock).Command, [path, .. options]);

    public Task<(int ExitCode, string Said)> Issue(ReportDocument report, params string[] options) =>
        Run(console => new IssueCommand(console, Variables.GetValueOrDefault, Clock).Command, [Write(report), .. options]);

    private static async Task<(int ExitCode, string Said)> Run(Func<ToolConsole, Command> create, string[] arguments)
    {
        using var said = new StringWriter { NewLine = "\n" };
        var exitCode = await create(new ToolConsole(said, said)).Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
        return (exitCode, said.ToString().TrimEnd('\n'));
    }
}
