using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Suites;

/// <summary>An evaluation that goes on from what a journal remembers ends as one that nothing interrupted, whatever the suite.</summary>
public sealed class InterruptionTests
{
    private const string Curve = "curve";

    public static TheoryData<string, string> SuitesAndNorms { get; } = new(
        from suite in Attacks.Suites.Names.Append(Curve)
        where suite != Attacks.Suites.Custom
        from norm in Norm.All
        where Find(suite, norm).Attacks.Count > 0
        select (suite, norm.Name));

    [Theory]
    [MemberData(nameof(SuitesAndNorms))]
    public void A_suite_goes_on_after_some_of_its_parts_to_the_same_bits(string suite, string norm)
    {
        using var scope = NewDisposeScope();
        var model = Catalogue.Linear(3, seed: 49);
        var examples = Data.AsClassifiedBy(model, Catalogue.Inputs(6));
        var threat = new ThreatModel(Norm.Find(norm)!, 0.4 * Catalogue.Generous(norm), Bounds.Unit);
        var shortened = new Suite(suite, [.. Find(suite, threat.Norm).Attacks.Select(attack => Catalogue.Short(attack.Name))]);
        var whole = new Memory([]);
        var expected = Run(whole);
        Assert.InRange(whole.Parts.Count, 2, 2 * shortened.Attacks.Count);
        foreach (var done in new[] { 1, whole.Parts.Count / 2, whole.Parts.Count - 1 }.Distinct())
            AssertSame(expected, Run(new Memory(whole.Parts.Take(done))));

        SuiteResult Run(IEvaluationJournal journal)
        {
            using var victim = new Victim(model, CPU);
            var options = new EvaluationOptions { BatchSize = 1, Journal = journal };
            return suite == Curve ? SuiteEvaluation.RunNearest(victim, examples, shortened, threat, options) : SuiteEvaluation.Run(victim, examples, shortened, threat, options);
        }
    }

    private static Suite Find(string suite, Norm norm) => suite == Curve ? Attacks.Suites.Curve(norm) : Attacks.Suites.Find(suite, norm)!;

    private static void AssertSame(SuiteResult expected, SuiteResult actual)
    {
        Assert.Equal(expected.Passes, actual.Passes);
        Assert.Equal(expected.Attacks.Select(attack => (attack.Attempted, attack.Broken, attack.Passes)), actual.Attacks.Select(attack => (attack.Attempted, attack.Broken, attack.Passes)));
        Assert.Equal(expected.Examples.Select(example => (example.Outcome, example.BrokenBy)), actual.Examples.Select(example => (example.Outcome, example.BrokenBy)));
        Assert.Equal(expected.Examples.Select(Values), actual.Examples.Select(Values));

        static float[]? Values(ExampleResult example) => example.Witness?.Input.data<float>().ToArray();
    }

    private sealed class Memory(IEnumerable<(int Block, int Attack, AttackRunResult Result)> parts) : IEvaluationJournal
    {
        public List<(int Block, int Attack, AttackRunResult Result)> Parts { get; } = [.. parts];

        public AttackRunResult? Find(int block, int attack) => Parts.Find(part => (part.Block, part.Attack) == (block, attack)).Result;

        public void Add(int block, int attack, AttackRunResult result) => Parts.Add((block, attack, result));
    }
}
