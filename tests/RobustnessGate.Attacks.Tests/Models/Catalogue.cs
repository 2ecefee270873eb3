using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Models;

/// <summary>Every attack of the catalogue, in every norm it is defined in, made short. What an attack must never do is tested on all of them.</summary>
internal static class Catalogue
{
    private const string AnyAttack = "Steps=10";

    private static readonly Dictionary<string, string> Shortest = new(StringComparer.Ordinal)
    {
        ["FGSM"] = "",
        ["PGD"] = "Steps=10;Restarts=2",
        ["DDN"] = "Steps=10;Gamma=0.3",
        ["Square"] = "Queries=60",
        ["C&W"] = "Steps=40;SearchSteps=3;InitialConstant=0.1;LearningRate=0.05",
        ["EAD"] = "Steps=40;SearchSteps=3;InitialConstant=0.1;LearningRate=0.05",
        ["L-BFGS"] = "Steps=20;SearchSteps=4",
        ["JSMA"] = "Gamma=1",
        ["SPSA"] = "Steps=10;Samples=32;StepSize=0.1",
        ["HopSkipJump"] = "Steps=4;InitialEvaluations=40",
        ["Boundary"] = "Steps=150;SourceStep=0.2;SphericalStep=0.2",
        ["Substitute"] = "HoldOut=8;Rounds=4;Epochs=20;Steps=10",
    };

    /// <summary>The name of each attack with each of its norms.</summary>
    public static TheoryData<string, string> AttacksAndNorms { get; } = new(
        from description in AttackCatalog.All
        from norm in description.Norms
        select (description.Name, norm.Name));

    /// <summary>An attack with options that make it short, and others that differ from these.</summary>
    public static Attack Short(string attack, params (string Name, string Value)[] options)
    {
        var settings = Shortest.GetValueOrDefault(attack, AnyAttack)
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(option => option.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        foreach (var (name, value) in options)
            settings[name] = value;
        return AttackCatalog.Create(attack, settings);
    }

    /// <summary>A budget that changes the class of most inputs of 12 features within [0, 1] on a random linear model.</summary>
    public static double Generous(string norm) => norm switch
    {
        "Linf" => 0.4,
        "L2" => 1.2,
        "L1" => 3,
        _ => 8,
    };

    /// <summary>A random linear model of 12 features. Tests run side by side, so that libtorch's one generator would not give each the same numbers.</summary>
    public static LinearModel Linear(long classes, int seed)
    {
        var random = new Random(seed);
        return new LinearModel(3 * Uniform(random, classes, 12) - 1.5, Uniform(random, classes, 1).squeeze(1));
    }

    /// <summary>Random inputs of 12 features between 0 and 1, always the same.</summary>
    public static Tensor Inputs(long count) => Uniform(new Random(7), count, 12);

    private static Tensor Uniform(Random random, long rows, long columns) =>
        tensor(Enumerable.Range(0, (int)(rows * columns)).Select(_ => random.NextSingle()).ToArray(), [rows, columns]);

    public static SuiteResult Evaluate(Attack attack, nn.Module<Tensor, Tensor> model, Examples examples, ThreatModel threat, EvaluationOptions? options = null)
    {
        using var victim = new Victim(model, CPU);
        return SuiteEvaluation.Run(victim, examples, new Suite("custom", [attack]), threat, options ?? new EvaluationOptions());
    }
}
