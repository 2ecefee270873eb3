using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Victims;

public class ProbabilityModelTests
{
    public static TheoryData<string> Attacks => ["FGSM", "PGD", "APGD-CE", "APGD-DLR"];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_softmax_at_the_end_changes_nothing(string name)
    {
        using var scope = NewDisposeScope();
        var model = Fixture.Model("natural");
        var attack = AttackCatalog.Create(name, name == "FGSM" ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Steps"] = "5" });
        using var wrapped = new FunctionModel(x => model.call(x).softmax(1));

        var expected = Broken(model, OutputKind.Logits, attack);
        var found = Broken(wrapped, OutputKind.Probabilities, attack);

        Assert.NotEmpty(expected);
        expected.SymmetricExceptWith(found);
        Assert.InRange(expected.Count, 0, 1);
    }

    private static HashSet<long> Broken(nn.IModule<Tensor, Tensor> model, OutputKind outputs, Attack attack)
    {
        using var victim = new Victim(model, CPU, outputs);
        var all = Fixture.Examples();
        var examples = Data.Labelled(all.Inputs.narrow(0, 0, 100), all.Labels.narrow(0, 0, 100));
        var threat = new ThreatModel(Norm.Linf, 4.0 / 255, Bounds.Unit);
        var result = SuiteEvaluation.Run(victim, examples, new Suite("test", [attack]), threat, new EvaluationOptions());
        return [.. result.Examples.Where(example => example.Outcome == Outcome.Broken).Select(example => example.Index)];
    }
}
