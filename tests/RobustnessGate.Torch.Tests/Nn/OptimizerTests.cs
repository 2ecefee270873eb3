using TorchSharp.Modules;
using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Nn;

// The numbers are PyTorch 1.13's for the same seed and inputs.
[Collection(nameof(DefaultGenerator))]
public sealed class OptimizerTests
{
    private static void Train(Parameter weight, optim.Optimizer optimizer, int steps = 4)
    {
        for (var i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            ((weight * weight).sum() * 0.5 + weight.sin().sum()).backward();
            optimizer.step();
        }
    }

    private static Parameter Start() => nn.Parameter(tensor(new[] { 1f, -2f, 3f }));

    private static void ExpectAfterFourSteps(double[] expected, Func<Parameter[], optim.Optimizer> create)
    {
        using var weight = Start();
        using var optimizer = create([weight]);
        Train(weight, optimizer);
        Expect.Close(expected, weight);
    }

    [Fact]
    public void Plain_SGD_moves_as_in_PyTorch() =>
        ExpectAfterFourSteps([0.408570945, -1.28356624, 2.27076626], p => optim.SGD(p, 0.1));

    [Fact]
    public void SGD_with_momentum_dampening_and_decay_moves_as_in_PyTorch() =>
        ExpectAfterFourSteps([-0.251373351, -0.459277719, 1.40406716], p => optim.SGD(p, 0.1, momentum: 0.9, dampening: 0.1, weight_decay: 0.01));

    [Fact]
    public void Nesterov_SGD_moves_as_in_PyTorch() =>
        ExpectAfterFourSteps([-0.636965752, -0.355467707, 0.814378798], p => optim.SGD(p, 0.1, momentum: 0.9, nesterov: true, weight_decay: 0.01));

    [Fact]
    public void SGD_uphill_moves_as_in_PyTorch() =>
        ExpectAfterFourSteps([2.40807486, -4.75146055, 5.17974567], p => optim.SGD(p, 0.1, momentum: 0.9, maximize: true));

    [Fact]
    public void Adam_moves_as_in_PyTorch() =>
        ExpectAfterFourSteps([0.60037607, -1.60287225, 2.60102773], p => optim.Adam(p, 0.1));

    [Fact]
    public void AMSGrad_with_decay_moves_as_in_PyTorch() =>
        ExpectAfterFourSteps([0.600575328, -1.60299599, 2.60110593], p => optim.Adam(p, 0.1, beta1: 0.8, beta2: 0.9, weight_decay: 0.1, amsgrad: true));

    [Fact]
    public void AdamW_moves_as_in_PyTorch() =>
        ExpectAfterFourSteps([0.566983104, -1.53086472, 2.48907089], p => optim.AdamW(p, 0.1, weight_decay: 0.1));

    [Fact]
    public void RMSProp_moves_as_in_PyTorch() =>
        ExpectAfterFourSteps([0.722642839, -1.73231053, 2.72594452], p => optim.RMSProp(p, 0.01));

    [Fact]
    public void Centred_RMSProp_with_momentum_and_decay_moves_as_in_PyTorch() =>
        ExpectAfterFourSteps([0.838643968, -1.84062564, 2.83935428], p => optim.RMSProp(p, 0.01, alpha: 0.9, weight_decay: 0.1, momentum: 0.5, centered: true));

    [Fact]
    public void Zero_grad_of_the_optimizer_leaves_zeros()
    {
        using var weight = Start();
        using var optimizer = optim.SGD([weight], 0.1);
        weight.sum().backward();
        optimizer.zero_grad();
        Expect.Close([0, 0, 0], weight.grad!);
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays()
    {
        using var weight = Start();
        using var optimizer = optim.Adam([weight]);
        Assert.Null(optimizer.step());
        Expect.Close([1, -2, 3], weight);
    }

    [Fact]
    public void Groups_have_settings_of_their_own_and_take_the_rest_from_the_optimizer()
    {
        using var slow = Start();
        using var fast = Start();
        using var optimizer = optim.SGD(
            new SGD.ParamGroup[] { new([slow], new SGD.Options { LearningRate = 0.1 }), new() { Parameters = [fast] } }, learningRate: 1);
        (slow.sum() + fast.sum()).backward();
        optimizer.step();
        Expect.Close([0.9, -2.1, 2.9], slow);
        Expect.Close([0, -3, 2], fast);
        Assert.Equal([0.1, 1], optimizer.ParamGroups.Select(group => group.LearningRate));
    }

    [Fact]
    public void A_step_returns_the_loss_of_its_closure()
    {
        using var weight = Start();
        using var optimizer = optim.SGD([weight], 1);
        using var loss = optimizer.step(() =>
        {
            var sum = weight.sum();
            sum.backward();
            return sum;
        });
        Assert.Equal(2f, loss!.item<float>());
        Expect.Close([0, -3, 2], weight);
    }

    [Fact]
    public void Steps_leave_no_tensors_behind()
    {
        using var outer = NewDisposeScope();
        using var weight = Start();
        using var optimizer = optim.Adam([weight], amsgrad: true);
        Train(weight, optimizer, steps: 1);
        var before = Tensor.TotalCount;
        var inScope = outer.DisposablesCount;
        Train(weight, optimizer, steps: 5);
        Assert.Equal(inScope, outer.DisposablesCount);
        Assert.Equal(before, Tensor.TotalCount);
    }

    public static TheoryData<Func<Parameter[], OptimizerHelper>> Kinds => new()
    {
        p => optim.SGD(p, 0.1, momentum: 0.9),
        p => optim.Adam(p, 0.1, amsgrad: true),
        p => optim.AdamW(p, 0.1),
        p => optim.RMSProp(p, 0.1, momentum: 0.5),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_saved_state_goes_on_as_if_never_stopped(Func<Parameter[], OptimizerHelper> create)
    {
        using var weight = Start();
        using var optimizer = create([weight]);
        Train(weight, optimizer);
        using var stored = new MemoryStream();
        optimizer.save_state_dict(new BinaryWriter(stored));

        using var resumed = nn.Parameter(weight.detach().clone());
        using var second = create([resumed]);
        stored.Position = 0;
        second.load_state_dict(new BinaryReader(stored));
        Train(weight, optimizer);
        Train(resumed, second);
        Assert.True(allclose(weight, resumed, rtol: 0, atol: 0));
    }

    [Fact]
    public void The_state_of_another_kind_of_optimizer_is_refused()
    {
        using var weight = Start();
        using var adam = optim.Adam([weight]);
        using var sgd = optim.SGD([weight], 0.1);
        using var stored = new MemoryStream();
        adam.save_state_dict(new BinaryWriter(stored));
        stored.Position = 0;
        Assert.Throws<InvalidDataException>(() => sgd.load_state_dict(new BinaryReader(stored)));
    }

    [Fact]
    public void Nesterov_needs_momentum() => Assert.Throws<ArgumentException>(() => optim.SGD([Start()], 0.1, nesterov: true));

    [Fact]
    public void Clipping_scales_all_gradients_together_and_returns_their_norm()
    {
        using var first = nn.Parameter(tensor(new[] { 3f, 4f }));
        using var second = nn.Parameter(tensor(new[] { 12f }));
        first.grad = first.detach().clone();
        second.grad = second.detach().clone();
        Assert.Equal(13, nn.utils.clip_grad_norm_([first, second], 6.5), 1e-5);
        Expect.Close([1.5, 2], first.grad!);
        Expect.Close([6], second.grad!);
        nn.utils.clip_grad_value_([first, second], 1.75);
        Expect.Close([1.5, 1.75], first.grad!);
        Expect.Close([1.75], second.grad!);
    }

    [Fact]
    public void Parameters_go_into_a_vector_and_back()
    {
        using var first = nn.Parameter(zeros(2, 2));
        using var second = nn.Parameter(zeros(1));
        nn.utils.vector_to_parameters(arange(5f), [first, second]);
        Expect.Close([0, 1, 2, 3], first);
        Expect.Close([0, 1, 2, 3, 4], nn.utils.parameters_to_vector([first, second]));
    }
}
