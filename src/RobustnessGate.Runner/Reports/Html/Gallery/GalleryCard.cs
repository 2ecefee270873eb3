using RobustnessGate.Runner.Evidence;

namespace RobustnessGate.Runner.Reports.Html.Gallery;

/// <summary>An example in the gallery.</summary>
/// <param name="Index">Its number in the data.</param>
/// <param name="Label">Its class, as a number to filter by.</param>
/// <param name="Attack">The attack that broke it, by its place in the list to filter by; null where none did.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Is">Its class.</param>
/// <param name="TakenFor">What it is taken for as it is.</param>
/// <param name="Then">What its witness is taken for; null where there is none.</param>
/// <param name="BrokenBy">The attack's name.</param>
/// <param name="Distance">How far the witness is.</param>
/// <param name="Survives8bit">Whether the witness still breaks it in 8 bits; null where there is none.</param>
/// <param name="Pictures">The example, what was changed, and the witness; null where they are no pictures.</param>
/// <param name="Features">The features that changed most; null where the input is shown as a picture, or not at all.</param>
internal sealed record GalleryCard(
    string Index,
    string Label,
    string? Attack,
    string Outcome,
    string Is,
    string TakenFor,
    string? Then,
    string? BrokenBy,
    string? Distance,
    bool? Survives8bit,
    WitnessPictures? Pictures,
    IReadOnlyList<ChangedFeature>? Features)
{
    public static GalleryCard Of(ReportDocument report, ExampleEntry example, EvidenceRecord? evidence, EvidenceEntry? witness, string[] attacks)
    {
        // What has names is no picture.
        var pictures = report.Features is null && evidence is not null && witness is not null ? WitnessPictures.Of(evidence, witness) : null;
        return new GalleryCard(
            Figures.Exact(example.Index),
            Figures.Exact(example.Label),
            example.BrokenBy is { } attack ? Figures.Exact(Array.IndexOf(attacks, attack)) : null,
            example.Outcome,
            ClassName.Of(example.Label, report.Classes),
            PredictionText.Of(example.Predicted, report.Classes),
            example.PredictedUnderAttack is { } predicted ? PredictionText.Of(predicted, report.Classes) : null,
            example.BrokenBy,
            example.Distance is { } distance ? Figures.Number(distance) : null,
            example.Survives8bit,
            pictures,
            pictures is null && evidence is not null && witness is not null ? ChangedFeature.Most(evidence, witness, report.Features) : null);
    }
}
