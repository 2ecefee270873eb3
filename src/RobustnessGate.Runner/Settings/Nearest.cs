namespace RobustnessGate.Runner.Settings;

/// <summary>Finds the name that someone probably meant.</summary>
internal static class Nearest
{
    /// <summary>The candidate fewest edits away from <paramref name="name"/>, ignoring case; null when none is close.</summary>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        // A third of the name mistyped is still the name; more is another word.
        var limit = Math.Max(1, name.Length / 3);
        return candidates
            .Select(candidate => (candidate, distance: EditDistance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.distance <= limit)
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>The end of a sentence: <c>; did you mean 'X'?</c> where a near name exists, otherwise the list of names.</summary>
    public static string Hint(string name, IReadOnlyCollection<string> candidates) =>
        To(name, candidates) is { } near ? $"did you mean '{near}'?" : $"the known ones are {string.Join(", ", candidates)}.";

    // Insertions, deletions, substitutions, and swaps of neighbours, which is what fingers do.
    private static int EditDistance(string left, string right)
    {
        var distance = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                distance[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(distance[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1), Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
                }
            }
        }

        return distance[left.Length, right.Length];
    }
}
