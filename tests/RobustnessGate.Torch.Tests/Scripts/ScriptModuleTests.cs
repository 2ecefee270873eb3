using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace RobustnessGate.Torch.Tests.Scripts;

[Collection(nameof(Nn.DefaultGenerator))]
public sealed class ScriptModuleTests : IDisposable
{
    private static readonly string Model = Path.Combine(AppContext.BaseDirectory, "Fixtures", "fashion-convnet-natural.pt");

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Input_gradients_are_those_of_Python()
    {
        using var model = jit.load<Tensor, Tensor>(Model);
        model.eval();
        var x = LikePython();
        var loss = F.cross_entropy(model.call(x), tensor(new long[] { 0, 1, 2, 3 }));
        var grad = autograd.grad([loss], [x])[0];
        Assert.Equal(10.180997f, loss.item<float>(), 1e-4f);
        Assert.Equal(0.1267080f, grad[0, 0, 14, 10].item<float>(), 1e-5f);
        Assert.Equal(-0.0691792f, grad[0, 0, 14, 12].item<float>(), 1e-5f);
        Assert.Equal(0.0746315f, grad[3, 0, 5, 5].item<float>(), 1e-5f);
        Assert.Equal(366.29218f, grad.abs().sum().item<float>(), 1e-2f);
    }

    [Fact]
    public void A_module_is_one_of_both_interfaces()
    {
        using var model = jit.load<Tensor, Tensor>(Model);
        Assert.IsType<nn.IModule<Tensor, Tensor>>(model, exactMatch: false);
        Assert.IsType<nn.Module>(model, exactMatch: false);
        Assert.IsNotType<nn.Module<Tensor, Tensor>>(model, exactMatch: false);
    }

    [Fact]
    public void Its_parts_have_names()
    {
        using var model = jit.load(Model);
        Assert.Equal(
            ["conv1.weight", "conv1.bias", "bn1.weight", "bn1.bias", "conv2.weight", "conv2.bias", "bn2.weight", "bn2.bias", "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"],
            model.named_parameters().Select(named => named.name));
        Assert.Contains("bn1.running_mean", model.named_buffers().Select(named => named.name));
        Assert.Contains("conv1", model.named_children().Select(named => named.name));
        Assert.Equal(1, model.GetNumberOfInputs());
        Assert.Same(model.parameters().First(), model.parameters().First());
    }

    [Fact]
    public void Parameters_outlive_scopes_and_end_with_the_module()
    {
        TorchSharp.Modules.Parameter parameter;
        using (var model = jit.load(Model))
        {
            using (NewDisposeScope())
            {
                parameter = model.parameters().First();
            }

            Assert.False(parameter.IsInvalid);
        }

        Assert.True(parameter.IsInvalid);
    }

    [Fact]
    public void Training_mode_switches()
    {
        using var model = jit.load(Model);
        model.train();
        Assert.True(model.training);
        model.eval();
        Assert.False(model.training);
    }

    [Fact]
    public void A_module_changes_its_dtype()
    {
        using var model = jit.load<Tensor, Tensor>(Model);
        model.eval();
        model.to(ScalarType.Float64);
        Assert.All(model.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
        Assert.Equal(ScalarType.Float64, model.call(zeros(1, 1, 28, 28, ScalarType.Float64)).dtype);
    }

    [Fact]
    public void A_saved_module_loads_again_from_a_file_and_from_bytes()
    {
        var path = Path.GetTempFileName();
        try
        {
            using var model = jit.load<Tensor, Tensor>(Model);
            model.eval();
            jit.save(model, path);
            using var again = jit.load<Tensor, Tensor>(path);
            using var fromBytes = jit.load<Tensor, Tensor>(File.ReadAllBytes(path));
            var x = LikePython();
            Assert.True(model.call(x).allclose(again.call(x)));
            Assert.True(model.call(x).allclose(fromBytes.call(x)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_trained_parameter_changes_the_output()
    {
        using var model = jit.load<Tensor, Tensor>(Model);
        model.eval();
        var x = LikePython();
        var before = model.call(x);
        using (no_grad())
        {
            model.get_parameter("fc2.bias")!.add_(1);
        }

        Assert.True(model.call(x).allclose(before + 1, atol: 1e-4));
    }

    [Fact]
    public void Its_state_is_a_dictionary_of_names()
    {
        using var model = jit.load(Model);
        Assert.Equal(18, model.state_dict().Count);
    }

    [Fact]
    public void A_file_that_is_not_TorchScript_is_an_error()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "not a model");
            Assert.Throws<ExternalException>(() => jit.load(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Compiled_functions_take_tensors_and_numbers()
    {
        using var unit = jit.compile(
            """
            def scale(x, factor: float, shift: int):
                return x * factor + shift

            """);
        Assert.Equal([3f, 3f], unit.invoke<Tensor>("scale", ones(2), 2.0, 1).data<float>().ToArray());
    }

    [Fact]
    public void Compiled_functions_take_and_return_any_value()
    {
        PublishedTorchSharp.SkipBecauseIt("takes no lists of text and returns no mixed tuples");
        using var unit = jit.compile(
            """
            def parts(x):
                return x + 1, [x, x], 3, {"a": x}

            def total(xs: List[Tensor], names: List[str], flag: bool, maybe: Optional[Tensor]):
                s = torch.zeros([])
                for x in xs:
                    s = s + x.sum()
                if flag and maybe is None:
                    s = s + len(names)
                return s

            """);
        Assert.Equal(6f, unit.invoke<Tensor>("total", new[] { ones(2), ones(2) }, new List<string> { "a", "b" }, true, null!).item<float>());
        var (first, list, number, dictionary) = ((object?, object?, object?, object?))unit.invoke("parts", ones(1));
        Assert.Equal(2f, Assert.IsType<Tensor>(first).item<float>());
        Assert.Equal(2, Assert.IsType<Tensor[]>(list).Length);
        Assert.Equal(3, Assert.IsType<Scalar>(number).ToInt32());
        Assert.Equal(1f, ((Tensor)Assert.IsType<Dictionary<object, object?>>(dictionary)["a"]!).item<float>());
    }

    [Fact]
    public void A_syntax_error_in_a_script_is_reported() => Assert.Throws<ExternalException>(() => jit.compile("def f(x:"));

    private static Tensor LikePython()
    {
        manual_seed(7);
        return rand([4, 1, 28, 28]).requires_grad_();
    }
}
