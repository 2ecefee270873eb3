namespace RobustnessGate.Runner.Reports.Html.Sections;

/// <summary>Everything needed to measure the same again.</summary>
internal static class ReproduceSection
{
    public static object Of(ReportDocument report) => new Content(ReproducingCommand.Of(report).Split('\n'), [.. Files(report)], [.. Facts(report)]);

    private static IEnumerable<Row> Files(ReportDocument report)
    {
        (string Role, FileEntry? File)[] files =
        [
            ("checkpoint", report.Inputs.Checkpoint),
            ("model assembly", report.Inputs.Assembly),
            ("dataset", report.Inputs.Dataset),
            ("mask", report.ThreatModel.Mask),
            ("baseline", report.Comparison?.Baseline),
            ("evidence", report.Evidence),
            ("nearest successes", report.Curve?.Evidence),
            ("boundaries", report.Boundaries),
        ];
        foreach (var (role, file) in files)
        {
            if (file is not null)
                yield return new Row(role, file.Name, file.Sha256);
        }
    }

    private static IEnumerable<Fact> Facts(ReportDocument report)
    {
        var environment = report.Environment;
        return
        [
            new("fingerprint", report.Fingerprint),
            new("seed", Figures.Exact(report.Seed)),
            new("order of examples", report.Shuffle ? "shuffled by the seed" : "as in the file"),
            new("robustness-gate", environment.Tool),
            new("engine", $"TorchSharp {environment.TorchSharp}, libtorch {environment.LibTorch}"),
            new("device", environment.Device),
            new("threads", Figures.Count(environment.Threads)),
            new("batch size", Figures.Count(environment.BatchSize)),
            new("operating system", environment.Os),
            new("runtime", environment.Runtime),
        ];
    }

    private sealed record Content(IReadOnlyList<string> Command, IReadOnlyList<Row> Files, IReadOnlyList<Fact> Facts);

    private sealed record Row(string Role, string Name, string Sha256);

    private sealed record Fact(string Name, string Value);
}
