using RobustnessGate.Attacks;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Gate.Probes;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.SelfTest;

/// <summary>A model of which the gate must say that its number cannot be believed, and why; or, without a code, a model of which it must say nothing.</summary>
/// <param name="name">What is wrong with the model.</param>
/// <param name="code">What the gate must say.</param>
/// <param name="suite">What attacks it.</param>
/// <param name="scores">The model: it turns inputs, with a linear classifier's help, into scores.</param>
internal sealed class DiagnosticCase(string name, Code? code, Suite suite, Func<LinearClassifier, Tensor, Tensor> scores) : ISelfTestCase
{
    private const int BatchSize = 16;

    // The one that most models are gated in.
    private static readonly Norm Measure = RobustnessGate.Attacks.Norm.Linf;

    public string Name => name;

    public string Norm => Measure.Name;

    public string Expected => Text(code is null ? [] : [code.Id]);

    public Measured Run(CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        // A random model draws from this.
        random.manual_seed(0);
        var problem = new LinearProblem(Measure, classes: 2);
        using var linear = problem.Model();
        using var model = new FunctionModel(input => scores(linear, input));
        string[] found = [.. Diagnostics(model, problem, cancellation).Select(diagnostic => diagnostic.Code).Distinct().Order(StringComparer.Ordinal)];
        return new Measured(Text(found), code is null ? found.Length == 0 : found.Contains(code.Id));
    }

    // As a run of the gate has it.
    private IReadOnlyList<DiagnosticEntry> Diagnostics(FunctionModel model, LinearProblem problem, CancellationToken cancellation)
    {
        var examples = problem.Data();
        using var data = new Dataset(examples.Inputs, examples.Labels, examples.Indices, nameof(SelfTest), [nameof(SelfTest)], examples.Count);
        using var checkedVictim = new Victim(model, CPU);
        var findings = ModelChecks.Run(checkedVictim, data, BatchSize, ModelWatch.None, cancellation);
        if (findings.IsHopeless)
        {
            return findings.Diagnostics;
        }

        using var victim = new Victim(model, CPU, findings.Outputs);
        var threat = new ThreatModel(Measure, problem.MiddleBudget(), Bounds.Unit);
        var options = new EvaluationOptions { BatchSize = BatchSize, CancellationToken = cancellation };
        using var sample = new ProbeSample(victim, data, findings.Predicted, threat, options);
        return [.. findings.Diagnostics, .. AttackProbes.Run(sample, findings), .. SuiteDiagnostics.Of(SuiteEvaluation.Run(victim, examples, suite, threat, options))];
    }

    private static string Text(string[] codes) => codes.Length == 0 ? "no doubt" : string.Join(", ", codes);

    private sealed class FunctionModel(Func<Tensor, Tensor> function) : nn.Module<Tensor, Tensor>(nameof(FunctionModel))
    {
        public override Tensor forward(Tensor input) => function(input);
    }
}
