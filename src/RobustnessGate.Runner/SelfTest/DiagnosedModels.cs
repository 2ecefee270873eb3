using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.SelfTest;

/// <summary>Models whose robust accuracy means less than it seems, and the code that says so.</summary>
internal static class DiagnosedModels
{
    // A score that is never the largest.
    private const float Never = -100;

    private static readonly Suite Gradients = new(nameof(Gradients), [new Pgd()]);
    private static readonly Suite WithQueries = new(nameof(WithQueries), [new Pgd(), new Square { Queries = 500 }]);

    /// <summary>The cases.</summary>
    public static IReadOnlyList<ISelfTestCase> All { get; } =
    [
        new DiagnosticCase("sound model", null, WithQueries, (linear, input) => linear.call(input)),
        new DiagnosticCase("random outputs", Codes.RandomOutputs, Gradients, (linear, input) => linear.call(input) + 0.1 * randn(input.shape[0], 2)),
        new DiagnosticCase("probabilities", Codes.OutputsAreProbabilities, Gradients, (linear, input) => linear.call(input).softmax(1)),
        new DiagnosticCase("quantised inputs", Codes.NoUsableGradients, Gradients, (linear, input) => linear.call(Quantised(input, 64))),
        new DiagnosticCase("masked gradients", Codes.MaskedGradients, WithQueries, (linear, input) => linear.call(Quantised(input, 64))),
        new DiagnosticCase("quantised outputs", Codes.NoUsableGradients, Gradients, (linear, input) => Quantised(linear.call(input), 8)),
        new DiagnosticCase("label leaking", Codes.LabelLeaking, Gradients, (linear, input) => linear.call(WithSlope(input, where(IsClean(input), input, -input)))),
        new DiagnosticCase("gradients inside", Codes.OptimisesAtTestTime, Gradients, (linear, input) => linear.call(input - 0.01 * OwnGradient(linear, input))),
        new DiagnosticCase("flat off the data", Codes.UnlimitedAttackFails, Gradients, (linear, input) => where(AreClean(input), WithIdleClass(linear.call(input)), tensor(new[] { 1f, 0, Never }))),
        new DiagnosticCase("flat far from the data", Codes.AccuracyRisesWithEpsilon, Gradients, (linear, input) => where(IsFar(input), tensor(new[] { 1f, 0 }), linear.call(input))),
        new DiagnosticCase("batch statistics", Codes.BatchDependentOutputs, Gradients, (linear, input) => linear.call(input) * (1 + input.mean())),
        new DiagnosticCase("not finite nearby", Codes.NonFiniteUnderAttack, Gradients, (linear, input) => where(AreClean(input), linear.call(input), float.NaN)),
        new DiagnosticCase("not finite", Codes.NonFiniteLogits, Gradients, (linear, input) => linear.call(input) / 0),
        new DiagnosticCase("constant outputs", Codes.ConstantOutputs, Gradients, (linear, input) => 0 * linear.call(input)),
        new DiagnosticCase("single class", Codes.SingleClass, Gradients, (linear, input) => linear.call(input) + tensor(new[] { 100f, 0 })),
        new DiagnosticCase("foreign labels", Codes.NearChance, Gradients, (linear, input) => -linear.call(input)),
    ];

    private static Tensor Quantised(Tensor values, int levels) => (values * levels).round() / levels;

    // Features as the examples have them, which an attack's hardly ever are.
    private static Tensor IsClean(Tensor input) => Quantised(input, LinearProblem.Levels) == input;

    // Inputs all of whose features are such.
    private static Tensor AreClean(Tensor input) => IsClean(input).flatten(1).all(1, keepdim: true);

    // Further from the centre, around which the examples lie, than small budgets reach.
    private static Tensor IsFar(Tensor input) => ((input - 0.5).abs() > 0.15).flatten(1).any(1, keepdim: true);

    // A class that no input gets: chance is less than the half that guessing between two classes leaves.
    private static Tensor WithIdleClass(Tensor scores) => nn.functional.pad(scores, [0, 1], value: Never);

    // The first, with the second's gradient.
    private static Tensor WithSlope(Tensor values, Tensor slope) => values.detach() + slope - slope.detach();

    private static Tensor OwnGradient(LinearClassifier linear, Tensor input)
    {
        using var withGradient = enable_grad();
        var leaf = input.detach().requires_grad_(true);
        // Not autograd.grad, which would end the process where there are no gradients.
        autograd.backward(linear.call(leaf).square().sum(), inputs: [leaf]);
        return leaf.grad!;
    }
}
