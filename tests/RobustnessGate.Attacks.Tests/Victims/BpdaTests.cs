using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Victims;

public class BpdaTests
{
    private static Tensor Quantised(Tensor input) => (input * 8).round() / 8;

    [Fact]
    public void Outputs_are_those_of_the_model_behind_the_preprocessing()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(1);
        var model = LinearModel.Random(6, 3, draws);
        var inputs = draws.Uniform(20, 6);
        using var wrapped = new Bpda(Quantised, model);
        var expected = model.call(Quantised(inputs));
        Assert.Equal(expected.data<float>().ToArray(), wrapped.call(inputs).data<float>().ToArray());
        using var withoutGradient = no_grad();
        Assert.Equal(expected.data<float>().ToArray(), wrapped.call(inputs).data<float>().ToArray());
    }

    [Fact]
    public void The_gradient_is_that_of_the_model_at_the_preprocessed_input()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(0);
        var inputs = draws.Uniform(5, 6);
        Assert.Equal(Values(2 * Quantised(inputs)), Values(Gradient(new Bpda(Quantised, new FunctionModel(x => x.square())), inputs)));
        Assert.All(Values(Gradient(new FunctionModel(x => Quantised(x).square()), inputs)), slope => Assert.Equal(0, slope));
    }

    [Fact]
    public void A_stand_in_gives_the_gradient_of_a_preprocessing_that_changes_the_shape()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(0);
        var inputs = draws.Uniform(5, 6);
        using var wrapped = new Bpda(x => Quantised(x).narrow(1, 0, 2), new FunctionModel(x => 3 * x), x => 0.5 * x.narrow(1, 0, 2));
        float[] expected = [1.5f, 1.5f, 0, 0, 0, 0];
        Assert.Equal(Enumerable.Repeat(expected, 5).SelectMany(row => row), Values(Gradient(wrapped, inputs)));
    }

    [Fact]
    public void Another_shape_without_a_stand_in_is_refused()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(0);
        using var wrapped = new Bpda(x => x.narrow(1, 0, 2), new FunctionModel(x => x));
        var error = Assert.Throws<InvalidOperationException>(() => wrapped.call(draws.Uniform(5, 6)));
        Assert.Contains("of shape [5, 2] and its stand-in one of [5, 6]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PGD_breaks_behind_quantisation_what_it_could_not()
    {
        using var scope = NewDisposeScope();
        var model = Fixture.Model("natural");
        using var quantised = new FunctionModel(x => model.call(Quantised(x)));
        using var wrapped = new Bpda(Quantised, model);
        var (blind, seeing) = (Broken(quantised), Broken(wrapped));
        Assert.True(seeing > 2 * blind, $"{blind} before, {seeing} with BPDA.");
    }

    private static int Broken(nn.IModule<Tensor, Tensor> model)
    {
        using var victim = new Victim(model, CPU);
        var all = Fixture.Examples();
        var examples = Data.Labelled(all.Inputs.narrow(0, 0, 48), all.Labels.narrow(0, 0, 48));
        var threat = new ThreatModel(Norm.Linf, 0.1, Bounds.Unit);
        var result = SuiteEvaluation.Run(victim, examples, new Suite("test", [new Pgd { Steps = 10, RandomStart = false }]), threat, new EvaluationOptions());
        return result.Examples.Count(example => example.Outcome == Outcome.Broken);
    }

    private static Tensor Gradient(nn.Module<Tensor, Tensor> model, Tensor inputs)
    {
        var leaf = inputs.detach().requires_grad_(true);
        var output = model.call(leaf).sum();
        return output.requires_grad ? autograd.grad([output], [leaf])[0] : zeros_like(leaf);
    }

    private static float[] Values(Tensor tensor) => tensor.cpu().contiguous().data<float>().ToArray();
}
