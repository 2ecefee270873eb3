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

    private static int EditDistance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[right.Length];
    }
}
