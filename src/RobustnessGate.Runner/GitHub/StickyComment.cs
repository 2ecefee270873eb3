using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.GitHub;

/// <summary>What became of the comment or the issue.</summary>
internal enum PutOutcome
{
    Created,
    Updated,
    Unchanged,
    Closed,
    Nothing,
}

/// <summary>The one comment that a gate has on a pull request.</summary>
internal sealed class StickyComment(GitHubRepository repository, string author, TimeProvider clock)
{
    /// <summary>Says it in the comment that there is, or in a new one.</summary>
    /// <exception cref="GateException">RG05xx: GitHub does not take it.</exception>
    public async Task<PutOutcome> Put(long pullRequest, ReportText text, CancellationToken cancellation)
    {
        try
        {
            return await Insistence.Of(() => Put(pullRequest, text.Marker, text.Full, cancellation), clock, cancellation).ConfigureAwait(false);
        }
        catch (GateException exception) when (exception.Code == Codes.GitHubTextRefused)
        {
            return await Insistence.Of(() => Put(pullRequest, text.Marker, text.Short, cancellation), clock, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<PutOutcome> Put(long pullRequest, Marker marker, string body, CancellationToken cancellation)
    {
        var comments = await repository.Comments(pullRequest, cancellation).ConfigureAwait(false);
        foreach (var own in comments.Where(comment => marker.IsOn(comment.Body, comment.User, author)).Reverse())
        {
            if (SameText.Are(own.Body!, body))
                return PutOutcome.Unchanged;
            // Nobody would see what is said in a comment that somebody hid.
            if (!await repository.IsHidden(own, cancellation).ConfigureAwait(false) && await Changed(own, body, cancellation).ConfigureAwait(false))
                return PutOutcome.Updated;
        }

        await repository.Comment(pullRequest, body, cancellation).ConfigureAwait(false);
        return PutOutcome.Created;
    }

    private async Task<bool> Changed(Comment comment, string body, CancellationToken cancellation)
    {
        try
        {
            await repository.Change(comment, body, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (GateException exception) when (exception.Code == Codes.GitHubNotFound)
        {
            // Deleted since it was listed.
            return false;
        }
    }
}
