using RobustnessGate.Runner.Evidence;
using RobustnessGate.Runner.Reports.Html.Pictures;

namespace RobustnessGate.Runner.Reports.Html.Gallery;

/// <summary>A witness as pictures.</summary>
/// <param name="Clean">The example as it is.</param>
/// <param name="Perturbation">What was changed: grey where nothing, black and white where most.</param>
/// <param name="Amplification">How many times stronger that is than in the witness.</param>
/// <param name="Adversarial">The witness.</param>
internal sealed record WitnessPictures(Markup Clean, Markup Perturbation, string Amplification, Markup Adversarial)
{
    /// <summary>The pictures; null where the inputs are none, or the clean one was not kept.</summary>
    public static WitnessPictures? Of(EvidenceRecord evidence, EvidenceEntry witness)
    {
        if (PictureForm.Of(evidence.ExampleShape) is not { } form || witness.Clean is null)
            return null;

        var (clean, adversarial) = (witness.Clean.data<float>().ToArray(), witness.Witness.data<float>().ToArray());
        float[] change = [.. clean.Zip(adversarial, (before, after) => after - before)];
        double most = change.Max(Math.Abs);
        var (lower, upper) = (evidence.ThreatModel.Bounds.Lower, evidence.ThreatModel.Bounds.Upper);
        var contrast = most > 0 ? most : 1;
        return new WitnessPictures(
            form.Draw(clean, lower, upper).DataUri,
            form.Draw(change, -contrast, contrast).DataUri,
            Figures.Place(Math.Round((upper - lower) / (2 * contrast), 1)),
            form.Draw(adversarial, lower, upper).DataUri);
    }
}
