using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.GitHub;

/// <summary>Does again what looks first whether it is done already: so nothing is made twice where GitHub made it and then failed to say so.</summary>
internal static class Insistence
{
    private const int Most = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public static async Task<T> Of<T>(Func<Task<T>> work, TimeProvider clock, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (GateException exception) when (exception.Code == Codes.GitHubUnreachable && attempt < Most)
            {
                await Task.Delay(Pause, clock, cancellation).ConfigureAwait(false);
            }
        }
    }
}
