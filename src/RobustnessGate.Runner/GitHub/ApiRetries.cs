using System.Globalization;
using System.Net;
using Polly;
using Polly.Retry;

namespace RobustnessGate.Runner.GitHub;

/// <summary>When and how long to wait for GitHub before asking again.</summary>
internal static class ApiRetries
{
    private const int Most = 4;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>What GitHub asks for where a secondary rate limit names no time.</summary>
    private static readonly TimeSpan Unnamed = TimeSpan.FromMinutes(1);

    /// <summary>Longer, a workflow does not wait; primary limits can take an hour.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <param name="clock">Measures the waits.</param>
    /// <param name="isRepeatable">The request may be sent again though it may have been carried out.</param>
    public static ResiliencePipeline<HttpResponseMessage> Create(TimeProvider clock, bool isRepeatable) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = Most,
                Delay = First,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = async attempt => attempt.Outcome.Result is { } response
                    ? (await IsRateLimit(response).ConfigureAwait(false) ? Wait(response, clock) <= Longest : isRepeatable && IsPassing(response.StatusCode))
                    : isRepeatable && attempt.Outcome.Exception is HttpRequestException or TaskCanceledException { InnerException: TimeoutException },
                DelayGenerator = async attempt => attempt.Outcome.Result is { } response && await IsRateLimit(response).ConfigureAwait(false) ? Wait(response, clock) : null,
            })
            .Build();

    public static bool IsPassing(HttpStatusCode status) => status >= HttpStatusCode.InternalServerError || status == HttpStatusCode.RequestTimeout;

    /// <summary>GitHub answers 403 to a token that may not as well as to one that asks too often.</summary>
    public static async Task<bool> IsRateLimit(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.Forbidden => response.Headers.RetryAfter is not null
            || string.Equals(Header(response, "x-ratelimit-remaining"), "0", StringComparison.Ordinal)
            || (await response.Content.ReadAsStringAsync().ConfigureAwait(false)).Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>How long GitHub asks to wait.</summary>
    public static TimeSpan Wait(HttpResponseMessage response, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (response.Headers.RetryAfter is { } after)
            return Positive(after.Delta ?? after.Date - now ?? Unnamed);
        return string.Equals(Header(response, "x-ratelimit-remaining"), "0", StringComparison.Ordinal)
            && long.TryParse(Header(response, "x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? Positive(DateTimeOffset.FromUnixTimeSeconds(seconds) - now)
            : Unnamed;
    }

    private static TimeSpan Positive(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.Zero;

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
