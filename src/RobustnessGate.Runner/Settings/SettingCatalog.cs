using System.Reflection;

namespace RobustnessGate.Runner.Settings;

/// <summary>Every setting of a run, once. The command line is built from this table; the configuration file's schema and the
/// table in the README are tested against it.</summary>
internal static class SettingCatalog
{
    public static readonly Setting Checkpoint = new("checkpoint", "RobustnessCheckpoint", "--checkpoint",
        "The model file: TorchScript (.pt), or weights (.safetensors, .dat) of the class that --model names.")
    { Kind = SettingKind.Path, Hint = "file", Required = true };

    public static readonly Setting Model = new("model", "RobustnessModel", "--model",
        "Full name of a TorchSharp module class with a parameterless constructor, whose weights the checkpoint holds.")
    { Hint = "class" };

    public static readonly Setting Assembly = new("assembly", null, "--assembly",
        "The assembly that holds the class that --model names; the build task passes the project's own.")
    { Kind = SettingKind.Path, Hint = "file" };

    public static readonly Setting Dataset = new("dataset", "RobustnessDataset", "--dataset",
        "The evaluation data: IDX images and labels (plain or .gz; a folder or either file), .npz or .safetensors with x and y.")
    { Kind = SettingKind.Path, Hint = "path", Required = true };

    public static readonly Setting ClassNames = new("classNames", "RobustnessClassNames", "--class-names",
        "What reports call the classes: a UTF-8 text file with a name a line, in the order of the labels.")
    { Kind = SettingKind.Path, Hint = "file" };

    public static readonly Setting FeatureNames = new("featureNames", "RobustnessFeatureNames", "--feature-names",
        "What reports call the features of tables, signals and texts (a token's word): a UTF-8 text file with a name a line, in the order of an example's values.")
    { Kind = SettingKind.Path, Hint = "file" };

    public static readonly Setting Norm = new("norm", "RobustnessNorm", "--norm",
        "The norm that measures a perturbation: Linf, L2, L1 or L0.")
    { Hint = "norm", Default = "Linf" };

    public static readonly Setting Epsilon = new("epsilon", "RobustnessEpsilon", "--epsilon",
        "The budget: the largest perturbation the attacks may use, as a decimal or a fraction (8/255).")
    { Hint = "number", Required = true };

    public static readonly Setting Suite = new("suite", "RobustnessSuite", "--suite",
        "The attacks to run: quick, standard, plus, rand, blackbox, classic or custom.")
    { Hint = "name", Default = "standard" };

    public static readonly Setting Attacks = new("attacks", "RobustnessAttack", "--attack",
        "An attack with its options, for example \"PGD;Steps=40;Restarts=5\"; may be repeated; makes the suite custom.")
    { Kind = SettingKind.Attacks, Hint = "spec" };

    public static readonly Setting Curve = new("curve", "RobustnessCurve", "--curve",
        "Find the nearest success on each example with minimum-norm attacks, too, and report robust accuracy over epsilon.")
    { Kind = SettingKind.Switch, Default = "false" };

    public static readonly Setting Slices = new("slices", "RobustnessSlices", "--slices",
        "How many slices through the decision boundaries to measure, at 961 forward passes each: a number, 0 for none, or auto for up to 4 at no more than a tenth of the run's price.")
    { Hint = "count", Default = "auto" };

    public static readonly Setting Samples = new("samples", "RobustnessSamples", "--samples",
        "How many examples to use, the first in file order unless shuffled.")
    { Hint = "count", Default = "all" };

    public static readonly Setting Shuffle = new("shuffle", "RobustnessShuffle", "--shuffle",
        "Take the examples in an order drawn from the seed.")
    { Kind = SettingKind.Switch, Default = "false" };

    public static readonly Setting Seed = new("seed", "RobustnessSeed", "--seed",
        "Where all randomness starts from.")
    { Hint = "number", Default = "0" };

    public static readonly Setting Device = new("device", "RobustnessDevice", "--device",
        "Where the model runs: auto, cpu, cuda or cuda:1.")
    { Hint = "device", Default = "auto" };

    public static readonly Setting BatchSize = new("batchSize", "RobustnessBatchSize", "--batch-size",
        "How many examples are attacked together: a number, or auto.")
    { Hint = "count", Default = "auto" };

    public static readonly Setting Threads = new("threads", "RobustnessThreads", "--threads",
        "How many processor threads a pass is computed on: a number, or auto, which tries how many help.")
    { Hint = "count", Default = "auto" };

    public static readonly Setting Cores = new("cores", null, "--cores",
        "How many of the processor's cores the run may use; the build task passes what the build grants it.")
    { Hint = "count", Default = "all" };

    public static readonly Setting LibTorch = new("libTorch", "RobustnessLibTorch", "--libtorch",
        "The folder with libtorch's libraries, or several separated by semicolons: another copy of the same version, for example one with CUDA.")
    { Kind = SettingKind.Paths, Hint = "folders", Default = "the one that came with the tool" };

    public static readonly Setting Bounds = new("bounds", "RobustnessBounds", "--bounds",
        "The valid range of input values, lower and upper.")
    { Hint = "range", Default = "0,1" };

    public static readonly Setting Mask = new("mask", "RobustnessMask", "--mask",
        "The share of epsilon that each feature may use, 0 for none: a .npy, .npz or .safetensors file with one array in the shape of an input.")
    { Kind = SettingKind.Path, Hint = "file" };

    public static readonly Setting FineTune = new("fineTune", "RobustnessFineTune", "--fine-tune",
        "Whether adversarial training continues from the checkpoint: Never, OnFailure (when a threshold is crossed) or Always; the tuned checkpoint is then judged.")
    { Hint = "when", Default = "Never" };

    public static readonly Setting TrainingData = new("fineTuneDataset", "RobustnessFineTuneDataset", "--training-data",
        "The examples to learn from, in the formats of --dataset; none of that may be among them.")
    { Kind = SettingKind.Path, Hint = "path" };

    public static readonly Setting Method = new("fineTuneMethod", "RobustnessFineTuneMethod", "--method",
        "How to learn: standard, pgd, mixed, trades, mart, fgsm-rs or free, with options where wanted, for example \"trades;Beta=6;Ema=0.995\".")
    { Hint = "spec", Default = "pgd" };

    public static readonly Setting Recipe = new("fineTuneRecipe", null, null,
        "The method with its options as an object, as the project's RobustnessFineTune item gives it: {\"name\": \"trades\", \"Beta\": 6}.")
    { Kind = SettingKind.Attacks };

    public static readonly Setting Epochs = new("fineTuneEpochs", "RobustnessFineTuneEpochs", "--epochs",
        "How often the training data are gone through.")
    { Hint = "count", Default = "8" };

    public static readonly Setting LearningRate = new("fineTuneLearningRate", "RobustnessFineTuneLearningRate", "--learning-rate",
        "The largest learning rate of the schedule.")
    { Hint = "number", Default = "0.001" };

    public static readonly Setting Budget = new("fineTuneBudget", "RobustnessFineTuneBudget", "--budget",
        "When to stop at the latest: a time (30min, 2h, 00:30:00) or a number of passes (2000000passes); the schedule is fitted to it.")
    { Hint = "limit", Default = "none" };

    public static readonly Setting TunedCheckpoint = new("fineTunedCheckpoint", "RobustnessFineTunedCheckpoint", "--tuned-checkpoint",
        "The file that the tuned checkpoint is written to, with its manifest beside it.")
    { Kind = SettingKind.Path, Hint = "file", Default = "tuned.* in the output folder" };

    public static readonly Setting Output = new("output", "RobustnessOutput", "--output",
        "The folder of the report and the evidence; created when absent.")
    { Kind = SettingKind.Path, Hint = "folder", Default = "robustness" };

    public static readonly Setting Reports = new("reports", "RobustnessReports", "--reports",
        "The views to write beside report.json, as a list: html, markdown, sarif, junit; or all, or none.")
    { Hint = "list", Default = "all" };

    public static readonly Setting RobustAccuracyMin = new("robustAccuracyMin", "RobustAccuracyMin", "--robust-accuracy-min",
        "Fail when robust accuracy is below this fraction.")
    { Hint = "fraction" };

    public static readonly Setting AttackSuccessRateMax = new("attackSuccessRateMax", "AttackSuccessRateMax", "--attack-success-rate-max",
        "Fail when the attack success rate is above this fraction.")
    { Hint = "fraction" };

    public static readonly Setting CleanAccuracyMin = new("cleanAccuracyMin", "CleanAccuracyMin", "--clean-accuracy-min",
        "Fail when clean accuracy is below this fraction.")
    { Hint = "fraction" };

    public static readonly Setting RobustAccuracyMaxDrop = new("robustAccuracyMaxDrop", "RobustAccuracyMaxDrop", "--robust-accuracy-max-drop",
        "Fail when robust accuracy fell by more than this fraction against the baseline.")
    { Hint = "fraction" };

    public static readonly Setting Strict = new("strict", "RobustnessStrict", "--strict",
        "Let every warning about how far the verdict can be trusted (RG2xxx) make the run fail.")
    { Kind = SettingKind.Switch, Default = "false" };

    public static readonly Setting Baseline = new("baseline", "RobustnessBaseline", "--baseline",
        "The committed snapshot that the run is compared with; where it differs, its own is left beside it as *.received.json.")
    { Kind = SettingKind.Path, Hint = "file" };

    public static readonly Setting Reuse = new("reuse", null, "--reuse",
        "Judge the measurements recorded in the output folder again when nothing they depend on has changed.")
    { Kind = SettingKind.Switch, Default = "false" };

    public static readonly Setting NoResume = new("noResume", null, "--no-resume",
        "Measure anew what an earlier run that was killed or cancelled had already done.")
    { Kind = SettingKind.Switch, Default = "false" };

    /// <summary>What <c>robustness-gate tune</c> understands of them.</summary>
    public static IReadOnlyList<Setting> Tuning { get; } =
    [
        Checkpoint, Model, Assembly, TrainingData, Dataset, Norm, Epsilon, Bounds, Mask, Method, Recipe, Epochs, LearningRate, Budget, TunedCheckpoint, Output,
        Samples, Shuffle, Seed, Device, Threads, Cores, LibTorch, RobustAccuracyMin, AttackSuccessRateMax, CleanAccuracyMin, Reuse, NoResume,
    ];

    /// <summary>All settings, in the order of this file.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        .. typeof(SettingCatalog).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null))
            .OfType<Setting>(),
    ];
}
