using System.Text;

namespace RobustnessGate.Runner.Reports.Html.Gallery;

/// <summary>Which examples the gallery shows: as many as fit, spread over outcomes and classes.</summary>
internal static class GalleryChoice
{
    /// <summary>What the cards may weigh together.</summary>
    public const int MostBytes = 2 << 20;

    /// <param name="examples">All examples, in the order of the run.</param>
    /// <param name="card">Writes an example's card.</param>
    public static IReadOnlyList<Markup> Of(IReadOnlyList<ExampleEntry> examples, Func<ExampleEntry, Markup> card)
    {
        // The first of each outcome and class, then the second of each, and so on.
        var inTurn = examples
            .Select((example, position) => (Example: example, Position: position))
            .GroupBy(each => (each.Example.Outcome, each.Example.Label))
            .SelectMany(group => group.Select((each, turn) => (each.Example, each.Position, Turn: turn)))
            .OrderBy(each => each.Turn)
            .ThenBy(each => each.Position);
        var chosen = new SortedList<int, Markup>();
        var bytes = 0;
        foreach (var (example, position, _) in inTurn)
        {
            var written = card(example);
            bytes += Encoding.UTF8.GetByteCount(written.Text);
            if (bytes > MostBytes)
                break;
            chosen.Add(position, written);
        }

        return [.. chosen.Values];
    }
}
