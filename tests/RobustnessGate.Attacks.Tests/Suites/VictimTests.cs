using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Suites;

public sealed class VictimTests
{
    private static readonly ThreatModel Threat = new(Norm.Linf, 0.1, Bounds.Unit);

    [Fact]
    public void The_model_is_in_evaluation_mode_without_parameter_gradients_and_comes_back_as_it_was()
    {
        using var model = nn.Sequential(nn.Linear(3, 4), nn.Dropout(0.5), nn.Linear(4, 2));
        model.train();
        using (new Victim(model, CPU))
        {
            Assert.False(model.training);
            Assert.All(model.parameters(), parameter => Assert.False(parameter.requires_grad));
        }

        Assert.True(model.training);
        Assert.All(model.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    [Fact]
    public void Outputs_that_are_no_logits_are_called_out()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("[4]", Failure(x => x.sum([1])).Message, StringComparison.Ordinal);
        Assert.Contains("single score", Failure(x => x.narrow(1, 0, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("2 rows", Failure(x => x.narrow(0, 0, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("Int64", Failure(x => x.to(ScalarType.Int64)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_gradients_is_attacked_and_its_zero_gradients_are_counted()
    {
        var result = Evaluate(x => (x > 0.5).to(ScalarType.Float32));
        Assert.Equal(result.Attacks[0].Attempted, result.Attacks[0].ZeroGradients);
        Assert.True(result.Attacks[0].Attempted > 0);
    }

    [Fact]
    public void A_non_finite_output_under_attack_counts_as_broken()
    {
        // The margin between the classes is too wide for the budget, and the first feature only has to fall below 0.45.
        var result = Evaluate(x => x * tensor(new[] { 9f, 0f }) + where(x.narrow(1, 0, 1) < 0.45, full_like(x, double.NaN), zeros_like(x)));
        Assert.All(result.Examples, example => Assert.Equal(Outcome.Broken, example.Outcome));
        Assert.All(result.Examples, example => Assert.True(example.Witness!.NonFinite));
    }

    [Fact]
    public void Of_equal_scores_the_first_class_is_predicted_by_every_look()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(0);
        using var model = new FunctionModel(points => points * 0 + 1);
        var result = Catalogue.Evaluate(new BasicIterative(), model, Data.Labelled(draws.Uniform(2, 2), tensor(new[] { 0L, 1L })), Threat);
        Assert.Equal([Outcome.Robust, Outcome.Misclassified], result.Examples.Select(example => example.Outcome));
    }

    [Fact]
    public void A_success_that_does_not_hold_alone_does_not_count()
    {
        // In a batch the class changes where the first feature falls below 0.45; alone it never does.
        var result = Evaluate(x => (x.narrow(1, 0, 1) - (x.shape[0] == 1 ? -9 : 0.45)) * tensor(new[] { 1f, -1f }));
        Assert.All(result.Examples, example => Assert.Equal(Outcome.Robust, example.Outcome));
        Assert.Equal(2, result.Attacks[0].Unconfirmed);
    }

    [Fact]
    public void Cancelling_stops_the_evaluation()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(9);
        using var victim = new Victim(LinearModel.Random(2, 2, draws), CPU);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => SuiteEvaluation.Run(
            victim, Data.Labelled(draws.Uniform(2, 2), tensor(new[] { 0L, 1L })), Attacks.Suites.Find("quick", Norm.Linf)!, Threat,
            new EvaluationOptions { CancellationToken = cancelled.Token }));
    }

    [Fact]
    public void An_attack_in_a_norm_it_is_not_defined_in_is_refused()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(9);
        var model = LinearModel.Random(2, 2, draws);
        using var victim = new Victim(model, CPU);
        var thrown = Assert.Throws<ArgumentException>(() =>
            new Pgd().Run(victim, Data.AsClassifiedBy(model, draws.Uniform(2, 2)), new ThreatModel(Norm.L0, 1, Bounds.Unit)));
        Assert.Contains("PGD is not defined in the norm L0", thrown.Message, StringComparison.Ordinal);
    }

    private static ModelOutputException Failure(Func<Tensor, Tensor> function)
    {
        using var victim = new Victim(new FunctionModel(function), CPU);
        return Assert.Throws<ModelOutputException>(() => victim.Logits(new Drawn(0).Uniform(4, 3)));
    }

    private static SuiteResult Evaluate(Func<Tensor, Tensor> function)
    {
        using var victim = new Victim(new FunctionModel(function), CPU);
        var inputs = tensor(new[,] { { 0.5f, 0.4f }, { 0.5f, 0.45f } });
        return SuiteEvaluation.Run(
            victim, Data.Labelled(inputs, function(inputs).argmax(1)), new Suite("custom", [new BasicIterative()]), Threat, new EvaluationOptions());
    }
}
