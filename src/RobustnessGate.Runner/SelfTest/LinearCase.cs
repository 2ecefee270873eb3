using System.Globalization;
using RobustnessGate.Attacks;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.SelfTest;

/// <summary>An attack on a linear model, beside the closed form. An attack with a fixed budget must break what lies within it; a minimum-norm attack
/// must come near the distance of each example; and neither may break what cannot be broken.</summary>
/// <param name="attack">The attack.</param>
/// <param name="norm">The norm.</param>
/// <param name="allowance">How exact it must be.</param>
/// <param name="modelOf">The model of a problem.</param>
internal sealed class LinearCase(Attack attack, Norm norm, Allowance allowance, Func<LinearProblem, nn.Module<Tensor, Tensor>> modelOf) : ISelfTestCase
{
    public string Name => attack.Name;

    public string Norm => norm.Name;

    public string Expected => attack.IsMinimumNorm
        ? Invariant($"median excess at most {Percent(allowance.Excess)}")
        : Invariant($"{(allowance.Missed == 0 ? "all" : "at least " + Percent(1 - allowance.Missed))} within reach");

    public Measured Run(CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var problem = new LinearProblem(norm, allowance.Classes);
        using var model = modelOf(problem);
        using var victim = new Victim(model, CPU);
        var options = new EvaluationOptions { CancellationToken = cancellation };
        return attack.IsMinimumNorm ? Nearest(problem, victim, options) : WithinBudget(problem, victim, options);
    }

    private Measured WithinBudget(LinearProblem problem, Victim victim, EvaluationOptions options)
    {
        var threat = new ThreatModel(norm, problem.MiddleBudget(), Bounds.Unit);
        var witnesses = Witnesses(SuiteEvaluation.Run(victim, problem.Data(), Suite, threat, options));
        var within = problem.Distances.Count(distance => distance <= threat.Epsilon);
        return Judged(problem, witnesses, threat.Epsilon, Invariant($"{witnesses.Count} of {within} broken"), witnesses.Count >= (1 - allowance.Missed) * within);
    }

    private Measured Nearest(LinearProblem problem, Victim victim, EvaluationOptions options)
    {
        var threat = new ThreatModel(norm, 1, Bounds.Unit);
        var witnesses = Witnesses(SuiteEvaluation.RunNearest(victim, problem.Data(), Suite, threat, options));
        var all = problem.Distances.Count;
        double[] excess = [.. witnesses.Select(witness => witness.Distance / problem.Distances[(int)witness.Index] - 1).Order()];
        if (excess.Length == 0)
        {
            return new Measured(Invariant($"none of {all}"), false);
        }

        var median = excess[excess.Length / 2];
        return Judged(
            problem, witnesses, double.PositiveInfinity, Invariant($"{Percent(median)} on {excess.Length} of {all}"),
            excess.Length == all && median <= allowance.Excess);
    }

    private static Measured Judged(LinearProblem problem, List<Witness> witnesses, double budget, string text, bool isEnough)
    {
        var impossible = witnesses.Count(witness => !problem.Holds(witness, budget));
        return impossible == 0 ? new Measured(text, isEnough) : new Measured(Invariant($"{text}; {impossible} impossible"), false);
    }

    private Suite Suite => new(nameof(SelfTest), [attack]);

    private static List<Witness> Witnesses(SuiteResult result) => [.. result.Examples.Select(example => example.Witness).OfType<Witness>()];

    private static string Percent(double share) => share.ToString("0.## %", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
