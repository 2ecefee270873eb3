namespace RobustnessGate.Runner.Messages;

/// <summary>One kind of message: its stable id (RG0xxx the request, RG1xxx a threshold, RG2xxx how far the verdict can be
/// trusted, RG3xxx the run), the title of its page in <c>docs/errors</c>, and the exit status it leads to.</summary>
internal sealed record Code(string Id, string Title, int ExitCode)
{
    private const string PagesRoot = "https://github.com/robustness-gate/robustness-gate/blob/main/docs/errors/";

    /// <summary>Address of the page that explains the code.</summary>
    public string HelpLink => PagesRoot + Id + ".md";

    public override string ToString() => Id;
}
