using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Victims;

public sealed class PrecisionTests
{
    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void A_model_may_answer_in_any_precision(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var linear = Catalogue.Linear(3, seed: 52);
        var examples = Data.AsClassifiedBy(linear, Catalogue.Inputs(6));
        var threat = new ThreatModel(Norm.Find(norm)!, norm == "L0" ? 1 : Catalogue.Generous(norm) / 2, Bounds.Unit);
        Assert.Equal(Outcomes(ScalarType.Float32), Outcomes(ScalarType.Float64));
        Assert.Equal(6, Outcomes(ScalarType.BFloat16).Count);

        List<Outcome> Outcomes(ScalarType precision)
        {
            using var model = new FunctionModel(points => linear.call(points).to(precision));
            return [.. Catalogue.Evaluate(Catalogue.Short(attack), model, examples, threat).Examples.Select(example => example.Outcome)];
        }
    }
}
