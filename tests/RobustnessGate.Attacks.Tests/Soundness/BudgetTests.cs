using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Soundness;

/// <summary>No attack leaves the bounds, and what it reports holds when it is looked at by other means.</summary>
public sealed class BudgetTests
{
    private static readonly Bounds Wide = new(-3, 5);

    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void The_model_is_never_asked_about_a_point_outside_the_bounds(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var linear = Catalogue.Linear(3, seed: 42);
        var (lowest, highest) = (0f, 0f);
        using var model = new FunctionModel(points =>
        {
            (lowest, highest) = (Math.Min(lowest, points.min().item<float>()), Math.Max(highest, points.max().item<float>()));
            return linear.call(points);
        });
        var threat = new ThreatModel(Norm.Find(norm)!, Catalogue.Generous(norm), Wide);
        Catalogue.Evaluate(Catalogue.Short(attack), model, Data.AsClassifiedBy(linear, Catalogue.Inputs(12) * 8 - 3), threat);
        Assert.InRange(lowest, (float)Wide.Lower, 0);
        Assert.InRange(highest, 0, (float)Wide.Upper);
    }

    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void A_witness_breaks_its_example_alone_within_budget_and_bounds(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var model = Catalogue.Linear(3, seed: 43);
        var inputs = Catalogue.Inputs(12) * 8 - 3;
        var threat = new ThreatModel(Norm.Find(norm)!, 3 * Catalogue.Generous(norm) - (norm == "L0" ? 14 : 0), Wide);
        var broken = Catalogue.Evaluate(Catalogue.Short(attack), model, Data.AsClassifiedBy(model, inputs), threat)
            .Examples.Where(example => example.Outcome == Outcome.Broken).ToList();
        Assert.NotEmpty(broken);
        foreach (var example in broken)
        {
            var witness = example.Witness!;
            Assert.NotEqual(example.Label, model.call(witness.Input).argmax(1).item<long>());
            var length = threat.Norm.Length(witness.Input - inputs[example.Index]).item<float>();
            Assert.InRange(length, 0, threat.Epsilon * (1 + 1e-5));
            Assert.Equal(length, witness.Distance, 1e-4);
            Assert.InRange(witness.Input.min().item<float>(), Wide.Lower, Wide.Upper);
            Assert.InRange(witness.Input.max().item<float>(), Wide.Lower, Wide.Upper);
        }
    }

    // For two classes the smallest margin in a ball is the margin less epsilon times the dual length of the slope.
    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void No_margin_is_reported_that_the_budget_does_not_allow(string attack, string norm)
    {
        if (norm == "L0")
            return;
        using var scope = NewDisposeScope();
        var model = Catalogue.Linear(2, seed: 44);
        var examples = Data.AsClassifiedBy(model, Catalogue.Inputs(12));
        var distances = model.SmallestPerturbation(examples.Inputs, Norm.Find(norm)!);
        var epsilon = 0.5 * distances.min().item<float>();
        using var victim = new Victim(model, CPU);
        var logits = model.call(examples.Inputs);
        var margins = (logits.amax([1]) - logits.amin([1])).data<float>().ToArray();
        var smallest = distances.data<float>().ToArray().Zip(margins, (distance, margin) => margin * (1 - epsilon / distance)).ToArray();
        var threat = new ThreatModel(Norm.Find(norm)!, epsilon, Data.Unbounded);
        var created = Catalogue.Short(attack);
        var prepared = created.Prepare(victim, examples, threat, new EvaluationOptions());
        using var shared = prepared as IDisposable;
        var run = AttackRun.Run(
            created, victim, threat, new ActiveExamples(examples.Indices, examples.Inputs, examples.Labels, logits, null), AttackGoal.Break,
            new EvaluationOptions(), prepared);
        Assert.Equal(created.StaysInBudget(threat), run.LowestMargins.Count == examples.Count);
        Assert.All(run.LowestMargins, pair => Assert.InRange(pair.Value, smallest[pair.Key] - 1e-3 * margins[pair.Key], float.PositiveInfinity));
    }
}
