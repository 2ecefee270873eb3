namespace RobustnessGate.Tasks;

/// <summary>The codes the task raises itself. All others come from the runner, which measured and knows better.</summary>
internal static class Codes
{
    public const string CheckpointMissing = "RG0010";
    public const string InvalidProperty = "RG0013";
    public const string LibTorchMissing = "RG3001";
    public const string RunnerCrashed = "RG3005";
    public const string TimedOut = "RG3006";
    public const string Cancelled = "RG3007";
    public const string ReportMissing = "RG3008";
    public const string OutputNotWritable = "RG3003";
    public const string RunnerNotFound = "RG3016";

    public static string HelpLink(string code) =>
        $"https://github.com/robustness-gate/robustness-gate/blob/main/docs/errors/{code}.md";
}
