using System.Net;
using System.Text.Json;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.GitHub;

/// <summary>Says what went wrong between the tool and GitHub, and what to do.</summary>
internal static class ApiFailure
{
    public static async Task<GateException> Of(HttpResponseMessage response, TimeProvider clock)
    {
        var said = Said(await response.Content.ReadAsStringAsync().ConfigureAwait(false));
        var request = $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath}";
        var answer = $"{(int)response.StatusCode} {said}".TrimEnd();
        if (await ApiRetries.IsRateLimit(response).ConfigureAwait(false))
            return new(Codes.GitHubRateLimit, FormattableString.Invariant($"GitHub lets no more requests through for now ({answer}): it asks to wait {Math.Ceiling(ApiRetries.Wait(response, clock).TotalSeconds):0} s; run this again after that."));

        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new(Codes.GitHubTokenRefused, $"GitHub does not accept the token ({answer}); set GITHUB_TOKEN to a valid one."),
            HttpStatusCode.Forbidden => new(Codes.GitHubTokenReadOnly, $"The token may not do {request} ({answer}): a pull request from a fork runs with a token that only reads, whatever its workflow asks for; comment from a second workflow on workflow_run with pull-requests: write, as docs/github.md shows."),
            HttpStatusCode.NotFound => new(Codes.GitHubNotFound, $"GitHub finds nothing for {request} ({answer}); correct the repository or the number, or give the token access to it."),
            HttpStatusCode.UnprocessableEntity => new(Codes.GitHubTextRefused, $"GitHub does not take what {request} sends ({answer}); shorten the report, for example to fewer classes, or report this."),
            var status when ApiRetries.IsPassing(status) => new(Codes.GitHubUnreachable, $"GitHub failed at {request} again and again ({answer}); run this again later."),
            _ => new(Codes.GitHubAnswer, $"GitHub answered {request} in a way that the tool does not expect ({answer}); correct GITHUB_API_URL where it is set."),
        };
    }

    public static GateException Of(HttpRequestException exception, Uri? api) =>
        new(Codes.GitHubUnreachable, $"GitHub cannot be reached at {api} ({Reason.Of(exception)}); check the network, and GITHUB_API_URL where it is set.", exception);

    public static GateException OfTimeout(TaskCanceledException exception, Uri? api) =>
        new(Codes.GitHubUnreachable, $"GitHub at {api} did not answer in time; run this again later.", exception);

    public static GateException Of(JsonException exception, Uri? api) =>
        new(Codes.GitHubAnswer, $"What {api} answers is not GitHub's API ({Reason.InOneSentence(exception)}); correct GITHUB_API_URL.", exception);

    private static string Said(string body)
    {
        try
        {
            var error = JsonSerializer.Deserialize(body, ApiJson.Default.ApiError);
            var details = error?.Errors?.Select(detail => detail.Message).OfType<string>() ?? [];
            return PlainText.Of(string.Join(": ", details.Prepend(error?.Message).OfType<string>()));
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
