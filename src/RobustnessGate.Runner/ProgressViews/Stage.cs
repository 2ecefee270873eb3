namespace RobustnessGate.Runner.ProgressViews;

/// <summary>What a run is at, so that its end can be explained when it cannot explain it itself.</summary>
internal enum Stage
{
    Starting,
    LoadingData,
    LoadingModel,
    CheckingModel,

    /// <summary>The model classifies where no gradients can be taken.</summary>
    ProbingWithoutGradients,
    Attacking,
    Training,
    Writing,
}

/// <summary>Stages in sentences.</summary>
internal static class StageText
{
    /// <summary>What was going on: <c>while it loaded the checkpoint</c>.</summary>
    public static string While(Stage stage) => stage switch
    {
        Stage.LoadingData => "while it read the data",
        Stage.LoadingModel => "while it loaded the checkpoint",
        Stage.CheckingModel => "at the first passes through the model",
        Stage.ProbingWithoutGradients => "at a pass without gradients",
        Stage.Attacking => "while it attacked the model",
        Stage.Training => "while it trained the model",
        Stage.Writing => "while it wrote its files",
        _ => "while it started libtorch",
    };
}
