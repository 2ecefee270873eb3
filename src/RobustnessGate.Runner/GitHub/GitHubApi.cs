using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Polly;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.GitHub;

/// <summary>Requests to GitHub's REST API: waits where it asks to, and turns what goes wrong into messages.</summary>
internal sealed class GitHubApi : IDisposable
{
    /// <summary>The most that GitHub gives at once.</summary>
    private const int PageSize = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient http;
    private readonly TimeProvider clock;
    private readonly ResiliencePipeline<HttpResponseMessage> repeatable;
    private readonly ResiliencePipeline<HttpResponseMessage> once;

    public GitHubApi(GitHubEnvironment environment, TimeProvider clock)
    {
        this.clock = clock;
        (repeatable, once) = (ApiRetries.Create(clock, isRepeatable: true), ApiRetries.Create(clock, isRepeatable: false));
        http = new HttpClient { BaseAddress = environment.Api, Timeout = Patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", environment.Token);
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("robustness-gate", null));
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        http.DefaultRequestHeaders.Add("X-GitHub-Api-Version", "2022-11-28");
    }

    public void Dispose() => http.Dispose();

    /// <exception cref="GateException">RG05xx: GitHub does not give it.</exception>
    public async Task<T> Get<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var response = await Send(repeatable, () => new HttpRequestMessage(HttpMethod.Get, path), cancellation).ConfigureAwait(false);
        return await Read(response, type, cancellation).ConfigureAwait(false);
    }

    /// <summary>All elements of a list, page by page.</summary>
    /// <exception cref="GateException">RG05xx: GitHub does not give it.</exception>
    public async Task<IReadOnlyList<T>> GetAll<T>(string path, JsonTypeInfo<IReadOnlyList<T>> type, CancellationToken cancellation)
    {
        var all = new List<T>();
        var separator = path.Contains('?') ? '&' : '?';
        for (var page = 1; ; page++)
        {
            var elements = await Get(FormattableString.Invariant($"{path}{separator}per_page={PageSize}&page={page}"), type, cancellation).ConfigureAwait(false);
            all.AddRange(elements);
            if (elements.Count < PageSize)
                return all;
        }
    }

    /// <summary>Sends what has the same effect once or many times.</summary>
    /// <exception cref="GateException">RG05xx: GitHub does not do it.</exception>
    public Task Patch<T>(string path, T content, JsonTypeInfo<T> type, CancellationToken cancellation) => Send(HttpMethod.Patch, path, repeatable, content, type, cancellation);

    /// <summary>Makes something, at most once: where GitHub fails on it, nobody knows whether it was made.</summary>
    /// <exception cref="GateException">RG05xx: GitHub does not do it.</exception>
    public Task Post<T>(string path, T content, JsonTypeInfo<T> type, CancellationToken cancellation) => Send(HttpMethod.Post, path, once, content, type, cancellation);

    /// <summary>Asks in GraphQL.</summary>
    /// <exception cref="GateException">RG05xx: GitHub does not answer.</exception>
    public async Task<T> Query<T>(Uri address, GraphQuery query, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var response = await Send(
            repeatable,
            () => new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(query, ApiJson.Default.GraphQuery) },
            cancellation).ConfigureAwait(false);
        return await Read(response, type, cancellation).ConfigureAwait(false);
    }

    private async Task Send<T>(HttpMethod method, string path, ResiliencePipeline<HttpResponseMessage> retries, T content, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var response = await Send(retries, () => new HttpRequestMessage(method, path) { Content = JsonContent.Create(content, type) }, cancellation).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> Send(ResiliencePipeline<HttpResponseMessage> retries, Func<HttpRequestMessage> request, CancellationToken cancellation)
    {
        try
        {
            var response = await retries.ExecuteAsync(
                async token =>
                {
                    using var message = request();
                    return await http.SendAsync(message, token).ConfigureAwait(false);
                },
                cancellation).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
                throw await ApiFailure.Of(response, clock).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw ApiFailure.Of(exception, http.BaseAddress);
        }
        catch (TaskCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw ApiFailure.OfTimeout(exception, http.BaseAddress);
        }
    }

    private async Task<T> Read<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellation).ConfigureAwait(false) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw ApiFailure.Of(exception, http.BaseAddress);
        }
    }
}
