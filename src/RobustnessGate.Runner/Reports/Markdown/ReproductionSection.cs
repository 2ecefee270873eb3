namespace RobustnessGate.Runner.Reports.Markdown;

/// <summary>How to measure the same again.</summary>
internal static class ReproductionSection
{
    public static Section Of(ReportDocument report)
    {
        var environment = report.Environment;
        return new Section("how to reproduce it", Importance.Reproduction, 1, $"""
            <details><summary>How to reproduce this</summary>

            {Markup.CodeBlock("sh", ReproducingCommand.Of(report))}
            - {report.Inputs.Checkpoint.Name}: SHA256 {Markup.Code(report.Inputs.Checkpoint.Sha256)}
            - {report.Inputs.Dataset.Name}: SHA256 {Markup.Code(report.Inputs.Dataset.Sha256)}
            - fingerprint of the measurement: {Markup.Code(report.Fingerprint)}
            - robustness-gate {environment.Tool}, TorchSharp {environment.TorchSharp}, libtorch {environment.LibTorch}, {environment.Runtime}, {environment.Os}

            </details>

            """);
    }
}
