using RobustnessGate.Attacks;
using RobustnessGate.Attacks.Tests.Models;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Gate;

public class ModelChecksTests
{
    private static readonly Tensor Inputs = torch.tensor(new float[] { 0, 0.25f, 0.5f, 1, 0.75f, 0.125f }).reshape(3, 2);

    [Fact]
    public void A_classifier_passes()
    {
        Assert.Empty(Check(x => x * 2 - 1));
    }

    [Fact]
    public void A_model_with_its_own_randomness_is_called_out()
    {
        var draws = new Drawn(1);
        Assert.Equal(["RG2002"], Check(x => x + draws.Uniform(x.shape)));
    }

    [Fact]
    public void The_share_that_is_random_is_reported()
    {
        var draws = new Drawn(1);
        var found = Assert.Single(Run(x => x * 10 + draws.Uniform(x.shape) - 3, 1, TestContext.Current.CancellationToken).Diagnostics);
        Assert.InRange(found.Measured!.Value, 0.001, 0.5);
        Assert.Equal(0, found.Threshold);
    }

    [Fact]
    public void Outputs_that_depend_on_the_batch_are_called_out()
    {
        Assert.Equal(["RG2011"], Check(x => x - x.mean([0], keepdim: true)));
    }

    [Fact]
    public void A_model_that_takes_gradients_of_its_own_is_called_out()
    {
        Assert.Equal(["RG2012"], Check(x =>
        {
            using var withGradient = enable_grad();
            var leaf = x.detach().requires_grad_(true);
            // Not autograd.grad, which would end this process: WorkerTests has that.
            leaf.square().sum().backward();
            return x - leaf.grad!;
        }));
    }

    [Fact]
    public void Random_outputs_that_are_not_finite_twice_are_not_called_random()
    {
        Assert.Equal(["RG3010"], Check(x => x / 0));
    }

    [Fact]
    public void A_constant_model_is_found_over_batches()
    {
        Assert.Equal(["RG3011"], Check(x => zeros_like(x)));
    }

    [Fact]
    public void Probabilities_are_called_out_and_taken_for_what_they_are()
    {
        Assert.Equal(["RG2004"], Check(x => x.softmax(1)));
        Assert.Equal(OutputKind.Probabilities, Run(x => x.softmax(1), 1, TestContext.Current.CancellationToken).Outputs);
        Assert.Equal(OutputKind.Logits, Run(x => x, 1, TestContext.Current.CancellationToken).Outputs);
    }

    [Fact]
    public void The_class_of_each_input_is_kept()
    {
        var findings = Run(x => x, 1, TestContext.Current.CancellationToken);
        Assert.Equal(2, findings.Classes);
        Assert.Equal([1, 1, 0], findings.Predicted);
    }

    [Fact]
    public void Outputs_that_are_no_class_scores_are_refused()
    {
        Assert.Equal(Codes.OutputsDoNotFit, Refused(x => x.sum(1)).Code);
        Assert.Equal(Codes.OutputsDoNotFit, Refused(x => x.narrow(1, 0, 1)).Code);
        Assert.Equal(Codes.OutputsDoNotFit, Refused(x => torch.cat([x, x], 0)).Code);
    }

    [Fact]
    public void Outputs_that_are_no_fractions_are_refused()
    {
        var error = Refused(x => x.to(ScalarType.Int64));
        Assert.Equal((Codes.OutputsDoNotFit, "The model returned Int64 values; expected floating-point logits."), (error.Code, error.Message));
    }

    [Fact]
    public void More_than_one_output_is_refused()
    {
        // As TorchSharp does with a TorchScript model that returns a tuple.
        var error = Refused(x => (Tensor)(object)ValueTuple.Create(x, x));
        Assert.Equal(Codes.OutputsDoNotFit, error.Code);
        Assert.EndsWith("; wrap it in one that picks them.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_beyond_the_scores_is_refused()
    {
        Assert.Equal(Codes.LabelOutOfRange, Refused(x => x, lastLabel: 2).Code);
    }

    [Fact]
    public void A_shape_that_the_model_does_not_take_is_named()
    {
        var error = Refused(x => x.mm(torch.zeros(5, 2)));
        Assert.Equal((Codes.ShapeDoesNotFit, "RobustnessDataset"), (error.Code, error.Setting));
        Assert.StartsWith("The model does not accept inputs of shape [2]: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_model_that_throws_is_quoted_in_one_line()
    {
        var error = Refused(_ => throw new InvalidOperationException("No weights.\n   at somewhere"));
        Assert.Equal((Codes.ModelThrew, "The model failed on a batch of 2 inputs of shape [2]: No weights."), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("CUDA out of memory. Tried to allocate 2.00 GiB")]
    [InlineData("[enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes.")]
    public void Memory_that_runs_out_is_told_from_other_failures(string message)
    {
        var error = Refused(_ => throw new InvalidOperationException(message));
        Assert.Equal((Codes.OutOfMemory, "Memory ran out on cpu with batches of 2; set RobustnessBatchSize (--batch-size) to a smaller number."), (error.Code, error.Message));
    }

    [Fact]
    public void A_TorchScript_traceback_is_cut_down_to_its_error()
    {
        var error = Refused(_ => throw new InvalidOperationException(
            "The following operation failed in the TorchScript interpreter.\nTraceback of TorchScript (most recent call last):\n  File \"x\"\nRuntimeError: Boolean value of Tensor is ambiguous\n"));
        Assert.Equal("The model failed on a batch of 2 inputs of shape [2]: Boolean value of Tensor is ambiguous.", error.Message);
    }

    [Fact]
    public void A_cancelled_check_is_a_cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Run(x => x, 1, cancelled.Token));
    }

    [Fact]
    public void A_model_without_slope_is_found_out_by_the_attacks()
    {
        using var model = new FunctionModel(x => x.round());
        using var victim = new Victim(model, CPU);
        using var data = Data(lastLabel: 0);
        var threat = new ThreatModel(Norm.Linf, 0.01, Bounds.Unit);
        var result = SuiteEvaluation.Run(victim, new Examples(data.Inputs, data.Labels, data.Indices), new Suite(Suites.Custom, [new Fgsm(), new Pgd()]), threat, new EvaluationOptions());
        Assert.Contains("RG3013", SuiteDiagnostics.Of(result).Select(diagnostic => diagnostic.Code));
    }

    private static IEnumerable<string> Check(Func<Tensor, Tensor> function) =>
        Run(function, lastLabel: 1, TestContext.Current.CancellationToken).Diagnostics.Select(diagnostic => diagnostic.Code);

    private static GateException Refused(Func<Tensor, Tensor> function, long lastLabel = 1) =>
        Assert.Throws<GateException>(() => Run(function, lastLabel, TestContext.Current.CancellationToken));

    private static ModelFindings Run(Func<Tensor, Tensor> function, long lastLabel, CancellationToken cancellation)
    {
        using var model = new FunctionModel(function);
        using var victim = new Victim(model, CPU);
        using var data = Data(lastLabel);
        return ModelChecks.Run(victim, data, batchSize: 2, ModelWatch.None, cancellation);
    }

    private static Dataset Data(long lastLabel) => new(Inputs.clone(), torch.tensor(new long[] { 1, 1, lastLabel }), [0, 1, 2], "test", ["test.npz"], 3);
}
