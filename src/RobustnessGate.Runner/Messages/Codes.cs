using System.Reflection;

namespace RobustnessGate.Runner.Messages;

/// <summary>Every code the tool can print. Each has a page in <c>docs/errors</c>; a test compares the two.</summary>
internal static class Codes
{
    // The request: settings.
    public static readonly Code InvalidSetting = Request("RG0001", "A setting cannot be read");
    public static readonly Code InvalidEpsilon = Request("RG0002", "Epsilon is not a positive number or fraction");
    public static readonly Code InvalidThreshold = Request("RG0003", "A threshold is not a fraction between 0 and 1");
    public static readonly Code UnknownNorm = Request("RG0004", "The norm is unknown");
    public static readonly Code UnknownAttack = Request("RG0005", "The attack or suite is unknown");
    public static readonly Code InvalidAttackOption = Request("RG0006", "An attack option is unknown or out of range");
    public static readonly Code InvalidBounds = Request("RG0007", "The bounds are not a range");
    public static readonly Code InvalidCommandLine = Request("RG0008", "The command line cannot be read");
    public static readonly Code InvalidConfig = Request("RG0009", "The configuration file cannot be used");
    public static readonly Code MissingSetting = Request("RG0010", "A required setting is missing");
    public static readonly Code InvalidDevice = Request("RG0012", "The device is not one the tool knows");
    public static readonly Code InvalidRecipe = Request("RG0014", "The training method or one of its options is unknown or out of range");

    // The request: checkpoint.
    public static readonly Code CheckpointMissing = Input("RG0101", "The checkpoint does not exist");
    public static readonly Code CheckpointUnreadable = Input("RG0102", "The checkpoint cannot be read");
    public static readonly Code CheckpointIsStateDict = Input("RG0103", "The checkpoint is a state dictionary, not TorchScript");
    public static readonly Code CheckpointTooNew = Input("RG0104", "The checkpoint was written by a newer PyTorch");
    public static readonly Code ModelClassMissing = Input("RG0105", "The model class was not found");
    public static readonly Code ModelClassUnusable = Input("RG0106", "The model class cannot be created");
    public static readonly Code WeightsDoNotFit = Input("RG0107", "The weights do not fit the model class");
    public static readonly Code ModelAssemblyUnusable = Input("RG0108", "The model's assembly cannot be loaded");

    // The request: dataset.
    public static readonly Code DatasetMissing = Input("RG0201", "The dataset does not exist");
    public static readonly Code DatasetUnknown = Input("RG0202", "The dataset's format is not recognised");
    public static readonly Code DatasetCorrupt = Input("RG0203", "The dataset is truncated or corrupt");
    public static readonly Code DatasetMismatch = Input("RG0204", "The dataset has unequal numbers of inputs and labels");
    public static readonly Code LabelOutOfRange = Input("RG0205", "A label is out of range");
    public static readonly Code ValueOutOfBounds = Input("RG0206", "Input values lie outside the bounds");
    public static readonly Code DatasetEmpty = Input("RG0207", "The dataset has no examples");
    public static readonly Code ShapeDoesNotFit = Input("RG0208", "The inputs do not fit the model");

    // The request: mask.
    public static readonly Code MaskUnusable = Input("RG0209", "The mask cannot be used");

    // The request: names.
    public static readonly Code ClassNamesUnusable = Input("RG0210", "The class names cannot be used");
    public static readonly Code FeatureNamesUnusable = Input("RG0211", "The feature names cannot be used");

    // The request: snapshots and histories.
    public static readonly Code BaselineMissing = Input("RG0301", "The baseline snapshot does not exist");
    public static readonly Code MeasurementUnreadable = Input("RG0302", "A snapshot or report cannot be understood");
    public static readonly Code NotComparable = Input("RG0303", "Two measurements are not of the same thing");
    public static readonly Code MeasurementNotFound = Input("RG0304", "A snapshot or report could not be looked up");
    public static readonly Code MeasurementMissing = Input("RG0305", "A snapshot or report does not exist");
    public static readonly Code ReceivedNotWritten = new("RG0306", "The received snapshot is not written", Messages.ExitCode.Pass);
    public static readonly Code NothingToAccept = Input("RG0307", "What to accept is not clear");
    public static readonly Code HistoryUnreadable = Input("RG0308", "The history cannot be understood");
    public static readonly Code HistoryLineCut = new("RG0309", "A line of the history is cut off", Messages.ExitCode.Pass);

    // The request: training.
    public static readonly Code TrainingDataOverlaps = Input("RG0401", "The training data holds examples of the gate's data");
    public static readonly Code TrainingDataTooSmall = Input("RG0402", "The training data is too small");
    public static readonly Code LayersFixed = new("RG0403", "The mode of some layers is fixed", Messages.ExitCode.Pass);

    // The request: GitHub.
    public static readonly Code GitHubNotGiven = Input("RG0501", "GitHub's token or repository is not given");
    public static readonly Code GitHubTokenRefused = Input("RG0502", "GitHub does not accept the token");
    public static readonly Code GitHubTokenReadOnly = Input("RG0503", "The token may only read");
    public static readonly Code GitHubNotFound = Input("RG0504", "GitHub does not find what is asked for");
    public static readonly Code GitHubTextRefused = Input("RG0505", "GitHub does not take the text");
    public static readonly Code GitHubRateLimit = Input("RG0506", "GitHub's rate limit is reached");
    public static readonly Code GitHubUnreachable = Input("RG0507", "GitHub cannot be reached");
    public static readonly Code GitHubAnswer = Input("RG0508", "GitHub's answer is not understood");
    public static readonly Code PullRequestUnknown = Input("RG0509", "The pull request is not known");

    // The request: a report.
    public static readonly Code ReportMissing = Input("RG0601", "The report does not exist");
    public static readonly Code ReportUnreadable = Input("RG0602", "The file is not a report");
    public static readonly Code ReportTooNew = Input("RG0603", "The report is from a newer version");
    public static readonly Code ReportIncomplete = new("RG0604", "Files that belong to the report are not beside it", Messages.ExitCode.Pass);

    // A threshold is crossed.
    public static readonly Code RobustAccuracyTooLow = Threshold("RG1001", "Robust accuracy is below RobustAccuracyMin");
    public static readonly Code AttackSuccessRateTooHigh = Threshold("RG1002", "Attack success rate is above AttackSuccessRateMax");
    public static readonly Code CleanAccuracyTooLow = Threshold("RG1003", "Clean accuracy is below CleanAccuracyMin");
    public static readonly Code RobustAccuracyDropped = Threshold("RG1004", "Robust accuracy fell by more than RobustAccuracyMaxDrop");

    // How far the verdict can be trusted.
    public static readonly Code NothingGated = Trust("RG2001", "No threshold is set");
    public static readonly Code RandomOutputs = Trust("RG2002", "The model's outputs are random");
    public static readonly Code ZeroGradients = Trust("RG2003", "Some gradients are zero or not finite");
    public static readonly Code OutputsAreProbabilities = Trust("RG2004", "The model returns probabilities");
    public static readonly Code NonFiniteUnderAttack = Trust("RG2005", "The model returns non-finite outputs under attack");
    public static readonly Code WitnessNotConfirmed = Trust("RG2006", "A success could not be confirmed on its own");
    public static readonly Code MaskedGradients = Trust("RG2007", "A black-box attack broke what gradients could not");
    public static readonly Code LabelLeaking = Trust("RG2008", "One gradient step breaks more than many");
    public static readonly Code UnlimitedAttackFails = Trust("RG2009", "An attack without a limit fails");
    public static readonly Code AccuracyRisesWithEpsilon = Trust("RG2010", "Robust accuracy does not fall with epsilon");
    public static readonly Code BatchDependentOutputs = Trust("RG2011", "The model's outputs depend on the batch");
    public static readonly Code OptimisesAtTestTime = Trust("RG2012", "The model computes gradients of its own");
    public static readonly Code SingleClass = Trust("RG2013", "The model gives every input the same class");
    public static readonly Code NearChance = Trust("RG2014", "Clean accuracy is near chance");

    // The run.
    public static readonly Code LibTorchMissing = Run("RG3001", "libtorch cannot be loaded");
    public static readonly Code DeviceUnavailable = Run("RG3002", "The device is not available");
    public static readonly Code OutputNotWritable = Run("RG3003", "The output cannot be written");
    public static readonly Code OutOfMemory = Run("RG3004", "Memory ran out");
    public static readonly Code NoVerdict = Run("RG3005", "The tool ended without a verdict");
    public static readonly Code Cancelled = new("RG3007", "The run was cancelled", Messages.ExitCode.Cancelled);
    public static readonly Code ModelThrew = Run("RG3009", "The model failed on its inputs");
    public static readonly Code NonFiniteLogits = Run("RG3010", "The model returns non-finite outputs on clean inputs");
    public static readonly Code ConstantOutputs = Run("RG3011", "The model returns the same output for every input");
    public static readonly Code OutputsDoNotFit = Run("RG3012", "The model's outputs are not class scores");
    public static readonly Code NoUsableGradients = Run("RG3013", "The model gives no usable gradients");
    public static readonly Code Unexpected = Run("RG3015", "An unexpected error, probably a defect of the tool");
    public static readonly Code TrainingDiverged = Run("RG3018", "The training diverged");
    public static readonly Code NothingToTrain = Run("RG3019", "The model has nothing to train");
    public static readonly Code SelfTestFailed = Run("RG3017", "The self-test failed");

    /// <summary>All codes, in order of their ids.</summary>
    public static IReadOnlyList<Code> All { get; } =
    [
        .. typeof(Codes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null))
            .OfType<Code>()
            .OrderBy(code => code.Id, StringComparer.Ordinal),
    ];

    /// <summary>The code of that id.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Code Find(string id) => TryFind(id) ?? throw new InvalidOperationException($"There is no code {id}.");

    /// <summary>The code of that id; null where there is none, as in a report that this tool did not write.</summary>
    public static Code? TryFind(string id) => All.SingleOrDefault(code => string.Equals(code.Id, id, StringComparison.Ordinal));

    private static Code Request(string id, string title) => new(id, title, Messages.ExitCode.Usage);

    private static Code Input(string id, string title) => new(id, title, Messages.ExitCode.CouldNotMeasure);

    private static Code Threshold(string id, string title) => new(id, title, Messages.ExitCode.ThresholdCrossed);

    private static Code Trust(string id, string title) => new(id, title, Messages.ExitCode.Pass);

    private static Code Run(string id, string title) => new(id, title, Messages.ExitCode.CouldNotMeasure);
}
