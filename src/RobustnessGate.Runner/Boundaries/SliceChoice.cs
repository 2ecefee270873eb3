using RobustnessGate.Attacks;

namespace RobustnessGate.Runner.Boundaries;

/// <summary>Chooses the examples that slices are laid through: broken ones first, of as many attacks and classes as there are, then robust ones.</summary>
internal static class SliceChoice
{
    private const int Usual = 4;

    // Of the passes that the run makes without them, slices that nobody asked for cost at most one in so many.
    private const int PassesForOne = 10;

    /// <summary>How many slices to measure.</summary>
    /// <param name="asked">How many the settings ask for; null lets the price decide.</param>
    /// <param name="run">The price of the run without them.</param>
    public static int Count(int? asked, PassCount run) =>
        asked ?? (int)Math.Min(Usual, (run.Forward + run.Backward) / PassesForOne / BoundaryMeasurement.PassesOfASlice);

    /// <summary>The rows of the chosen examples, which follow from the outcomes and the examples' indices alone.</summary>
    public static IReadOnlyList<int> Rows(IReadOnlyList<ExampleResult> examples, int count)
    {
        var chosen = new List<int>();
        var (attacks, classes) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<long, int>());
        Take(Outcome.Broken);
        Take(Outcome.Robust);
        return chosen;

        void Take(Outcome outcome)
        {
            var left = Enumerable.Range(0, examples.Count).Where(row => examples[row].Outcome == outcome).ToHashSet();
            while (chosen.Count < count && left.Count > 0)
            {
                var next = left.MinBy(row => (TimesOf(attacks, examples[row].BrokenBy ?? ""), TimesOf(classes, examples[row].Label), examples[row].Index));
                attacks[examples[next].BrokenBy ?? ""] = TimesOf(attacks, examples[next].BrokenBy ?? "") + 1;
                classes[examples[next].Label] = TimesOf(classes, examples[next].Label) + 1;
                left.Remove(next);
                chosen.Add(next);
            }
        }
    }

    private static int TimesOf<T>(Dictionary<T, int> times, T key)
        where T : notnull => times.GetValueOrDefault(key);
}
