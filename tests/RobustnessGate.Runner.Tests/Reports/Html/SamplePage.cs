using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Boundaries;
using RobustnessGate.Runner.Evidence;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Reports.Html;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Reports.Html;

/// <summary>Reports, witnesses and slices to make pages of.</summary>
internal static class SamplePage
{
    /// <summary>Slices through two examples of <see cref="SampleReport"/>.</summary>
    public static BoundariesRecord Boundaries { get; } = new(
        [
            new BoundarySlice(2, new long[,] { { 1, 3 }, { 1, -1 } }, new float[,] { { 0.9f, 0.6f }, { 0.8f, 0 } }),
            new BoundarySlice(4, new long[,] { { 4, 4 }, { 4, 4 } }, new float[,] { { 1, 1 }, { 1, 1 } }),
        ],
        [-1.5, 1.5],
        [-1.5, 1.5]);

    /// <summary>A report whose examples go through every outcome, class and attack.</summary>
    public static ReportDocument Report(int examples, int classes)
    {
        string[] outcomes = [OutcomeText.Broken, OutcomeText.Robust, OutcomeText.Misclassified];
        return SampleReport.Failed with
        {
            Classes = [.. Enumerable.Range(0, classes).Select(label => $"class {label}")],
            Examples = [.. Enumerable.Range(0, examples).Select(index => Example(index, index / outcomes.Length % classes, outcomes[index % outcomes.Length], classes))],
        };
    }

    /// <summary>A witness of noise for every broken example.</summary>
    public static EvidenceRecord Evidence(ReportDocument report, params long[] shape)
    {
        var noise = new Random(0);
        return new EvidenceRecord(
            new ThreatModel(Norm.Linf, report.ThreatModel.Epsilon, new Bounds(0, 1)),
            "",
            "",
            shape,
            [.. report.Examples.Where(example => example.Outcome == OutcomeText.Broken).Select(example => new EvidenceEntry(
                example.Index, example.Label, example.PredictedUnderAttack!.Value, example.BrokenBy!, example.Distance!.Value, Noise(noise, shape), Noise(noise, shape)))]);
    }

    public static IDocument Parse(string page) => new HtmlParser().ParseDocument(page);

    public static IDocument Parse(ReportDocument report, EvidenceRecord? evidence = null, BoundariesRecord? boundaries = null) =>
        Parse(HtmlView.Render(report, evidence, boundaries));

    private static ExampleEntry Example(int index, int label, string outcome, int classes) => outcome switch
    {
        OutcomeText.Broken => new ExampleEntry(index, label, label, outcome, "PGD", 0.03) { PredictedUnderAttack = (label + 1) % classes, Survives8bit = true },
        OutcomeText.Misclassified => new ExampleEntry(index, label, (label + 1) % classes, outcome, null, null),
        _ => new ExampleEntry(index, label, label, outcome, null, null),
    };

    private static Tensor Noise(Random noise, long[] shape)
    {
        var values = new float[shape.Aggregate((product, length) => product * length)];
        for (var i = 0; i < values.Length; i++)
            values[i] = noise.NextSingle();
        return torch.tensor(values).reshape([1, .. shape]);
    }
}
