using RobustnessGate.Runner.Evidence;

namespace RobustnessGate.Runner.Reports.Html.Gallery;

/// <summary>A feature that a witness changes.</summary>
/// <param name="Place">Its name, or its place in the input's shape.</param>
/// <param name="Before">Its value in the example.</param>
/// <param name="After">Its value in the witness.</param>
/// <param name="Change">The difference.</param>
internal sealed record ChangedFeature(string Place, string Before, string After, string Change)
{
    private const int MostFeatures = 6;

    /// <summary>Those that changed most; null where the clean input was not kept.</summary>
    public static IReadOnlyList<ChangedFeature>? Most(EvidenceRecord evidence, EvidenceEntry witness, IReadOnlyList<string>? names)
    {
        if (witness.Clean is null)
            return null;

        var (clean, adversarial) = (witness.Clean.data<float>().ToArray(), witness.Witness.data<float>().ToArray());
        return
        [
            .. Enumerable.Range(0, clean.Length)
                .Where(feature => !clean[feature].Equals(adversarial[feature]))
                .OrderByDescending(feature => Math.Abs(adversarial[feature] - clean[feature]))
                .Take(MostFeatures)
                .Select(feature => new ChangedFeature(
                    names is not null && feature < names.Count ? names[feature] : PlaceOf(feature, evidence.ExampleShape),
                    Figures.Number(clean[feature]),
                    Figures.Number(adversarial[feature]),
                    Figures.Number(adversarial[feature] - clean[feature]))),
        ];
    }

    private static string PlaceOf(long feature, IReadOnlyList<long> shape)
    {
        var place = new Stack<string>();
        foreach (var length in shape.Reverse())
        {
            (feature, var index) = Math.DivRem(feature, length);
            place.Push(Figures.Exact(index));
        }

        return string.Join(", ", place);
    }
}
