using System.CommandLine;
using RobustnessGate.Runner.GitHub;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.CommandLine;

/// <summary>What a command says to GitHub with.</summary>
internal sealed record GitHubSession(GitHubRepository Repository, GitHubEnvironment Environment, string Author, Marker Marker);

/// <summary>What the commands that write to GitHub have in common: who writes, where, and as which gate.</summary>
/// <param name="console">Where they say what they did.</param>
/// <param name="variable">Gives the value of an environment variable.</param>
/// <param name="clock">Measures how long they wait for GitHub.</param>
internal sealed class GitHubCommand(ToolConsole console, Func<string, string?> variable, TimeProvider clock)
{
    private readonly Option<string> gateId = new("--gate-id")
    {
        Description = $"Tells the gates of one repository apart. Default: {Marker.DefaultId}.",
        HelpName = "id",
        DefaultValueFactory = _ => Marker.DefaultId,
    };

    private readonly Option<string?> repository = new("--repository") { Description = "The repository. Default: GITHUB_REPOSITORY.", HelpName = "owner/name" };

    private readonly Option<string?> author = new("--author")
    {
        Description = "The login that the token writes as, where GitHub does not say; else the user's, or github-actions[bot] for a workflow's own token.",
        HelpName = "login",
    };

    public IEnumerable<Option> Options => [gateId, repository, author];

    /// <summary>Makes the command's action of what it does, and says what goes wrong with it.</summary>
    /// <param name="work">What it does; returns what to say about it.</param>
    public Func<ParseResult, CancellationToken, Task<int>> Action(Func<ParseResult, GitHubSession, CancellationToken, Task<string>> work) => async (result, cancellation) =>
    {
        try
        {
            var marker = Marker.Of(result.GetRequiredValue(gateId));
            var environment = GitHubEnvironment.Of(variable, result.GetValue(repository));
            using var api = new GitHubApi(environment, clock);
            var target = new GitHubRepository(api, environment);
            var login = result.GetValue(author) ?? await target.Author(cancellation).ConfigureAwait(false);
            console.Out.WriteLine(await work(result, new GitHubSession(target, environment, login, marker), cancellation).ConfigureAwait(false));
            return ExitCode.Pass;
        }
        catch (Exception e)
        {
            return FailureMessage.Say(e, new MessageLog(MessageOptions.PlainSink(console), Verbosity.Normal), _ => null);
        }
    };
}
