using System.Text.RegularExpressions;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.GitHub;

/// <summary>Where GitHub is, and who asks it: what GitHub Actions say in environment variables.</summary>
/// <param name="Token">Speaks for the workflow, or for a person.</param>
/// <param name="Api">The root of the REST API.</param>
/// <param name="GraphQl">The address of the GraphQL API.</param>
/// <param name="Repository">The repository, <c>owner/name</c>.</param>
/// <param name="EventPath">The file with the event that the workflow runs for; null outside of workflows.</param>
internal sealed partial record GitHubEnvironment(string Token, Uri Api, Uri GraphQl, string Repository, string? EventPath)
{
    private const string PublicApi = "https://api.github.com";

    /// <param name="variable">Gives the value of a variable.</param>
    /// <param name="repository">The repository, where it is not the workflow's.</param>
    /// <exception cref="GateException">RG0501: something is missing.</exception>
    public static GitHubEnvironment Of(Func<string, string?> variable, string? repository)
    {
        var token = Given(variable, "GITHUB_TOKEN")
            ?? throw new GateException(Codes.GitHubNotGiven, "GITHUB_TOKEN is not set; a workflow step sets it with env: GITHUB_TOKEN: ${{ github.token }}.");
        var name = repository ?? Given(variable, "GITHUB_REPOSITORY");
        if (name is null || !FullName().IsMatch(name))
            throw new GateException(Codes.GitHubNotGiven, $"The repository is {(name is null ? "not given" : $"'{name}'")}; name it as owner/name with --repository or in GITHUB_REPOSITORY.");

        // Relative addresses start at what ends in a slash.
        var api = new Uri(Address(variable, "GITHUB_API_URL", PublicApi).AbsoluteUri.TrimEnd('/') + "/");
        return new GitHubEnvironment(token, api, Address(variable, "GITHUB_GRAPHQL_URL", new Uri(api, "graphql").AbsoluteUri), name, Given(variable, "GITHUB_EVENT_PATH"));
    }

    private static Uri Address(Func<string, string?> variable, string name, string otherwise)
    {
        var text = Given(variable, name) ?? otherwise;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address
            : throw new GateException(Codes.GitHubNotGiven, $"{name} is '{text}', which is no web address; set it as GitHub Actions do, for example to {PublicApi}.");
    }

    private static string? Given(Func<string, string?> variable, string name) => variable(name) is { Length: > 0 } value ? value : null;

    [GeneratedRegex(@"^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex FullName();
}
