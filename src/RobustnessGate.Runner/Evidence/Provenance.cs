using System.Globalization;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Files;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Evidence;

/// <summary>What was attacked, and how: the metadata of files of inputs.</summary>
/// <param name="ThreatModel">What the adversary was allowed.</param>
/// <param name="CheckpointSha256">Digest of the checkpoint that was attacked.</param>
/// <param name="DatasetSha256">Digest of the data that the examples come from.</param>
internal sealed record Provenance(ThreatModel ThreatModel, string CheckpointSha256, string DatasetSha256)
{
    /// <summary>Everything but the mask, which is a tensor.</summary>
    public IReadOnlyDictionary<string, string> Metadata => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["norm"] = ThreatModel.Norm.Name,
        ["epsilon"] = Text(ThreatModel.Epsilon),
        ["lower"] = Text(ThreatModel.Bounds.Lower),
        ["upper"] = Text(ThreatModel.Bounds.Upper),
        ["checkpointSha256"] = CheckpointSha256,
        ["datasetSha256"] = DatasetSha256,
    };

    /// <summary>Reads what <see cref="Metadata"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static Provenance Of(TensorFile file, Tensor? mask)
    {
        try
        {
            var norm = Norm.Find(file.Text("norm")) ?? throw new InvalidDataException($"It is in the unknown norm '{file.Text("norm")}'.");
            var bounds = new Bounds(Number(file, "lower"), Number(file, "upper"));
            return new Provenance(new ThreatModel(norm, Number(file, "epsilon"), bounds) { Mask = mask }, file.Text("checkpointSha256"), file.Text("datasetSha256"));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new InvalidDataException("The threat model in the metadata cannot be read.", exception);
        }
    }

    private static double Number(TensorFile file, string key) => double.Parse(file.Text(key), CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
