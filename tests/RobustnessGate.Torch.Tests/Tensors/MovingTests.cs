using TorchSharp;

namespace RobustnessGate.Torch.Tests.Tensors;

/// <summary>Conversions that have nothing to convert share the tensor, as libtorch's do; each result is an object of its own.</summary>
public sealed class MovingTests : IDisposable
{
    private readonly DisposeScope scope = torch.NewDisposeScope();

    public static TheoryData<string> ToWhatItIs => ["dtype", "device", "device and dtype", "cpu", "type_as", "float"];

    public void Dispose() => scope.Dispose();

    [Theory]
    [MemberData(nameof(ToWhatItIs))]
    public void Converting_a_tensor_to_what_it_is_shares_its_memory(string conversion)
    {
        var tensor = torch.zeros(2);
        var same = Convert(tensor, conversion);
        Assert.NotSame(tensor, same);
        same[1] = 5f;
        Assert.Equal([0f, 5f], tensor.data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(ToWhatItIs))]
    public void Each_of_the_two_outlives_the_other(string conversion)
    {
        var tensor = torch.ones(2);
        var first = Convert(tensor, conversion);
        first.Dispose();
        Assert.Equal([1f, 1f], tensor.data<float>().ToArray());
        var second = Convert(tensor, conversion);
        tensor.Dispose();
        Assert.Equal([1f, 1f], second.data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(ToWhatItIs))]
    public void Gradients_flow_through_a_conversion_to_what_it_is(string conversion)
    {
        var leaf = torch.ones(2).requires_grad_(true);
        Convert(leaf * 3, conversion).sum().backward();
        Assert.Equal([3f, 3f], leaf.grad!.data<float>().ToArray());
    }

    [Fact]
    public void A_copy_has_memory_of_its_own()
    {
        var tensor = torch.zeros(1);
        torch.Tensor[] copies = [tensor.to(torch.ScalarType.Float32, copy: true), tensor.to(torch.CPU, copy: true)];
        foreach (var copy in copies)
            copy[0] = 5f;
        Assert.Equal(0f, tensor.item<float>());
    }

    [Fact]
    public void A_conversion_disposes_what_it_was_told_to()
    {
        var (first, second) = (torch.ones(1), torch.ones(1));
        var kept = first.to(torch.ScalarType.Float32, disposeAfter: true);
        Assert.True(first.IsInvalid);
        Assert.Equal(1f, kept.to(torch.CPU).item<float>());
        Assert.Equal(1.0, second.to(torch.ScalarType.Float64, disposeAfter: true).item<double>());
        Assert.True(second.IsInvalid);
    }

    [Fact]
    public void A_disposed_tensor_converts_to_nothing()
    {
        var tensor = torch.ones(1);
        tensor.Dispose();
        Assert.Throws<InvalidOperationException>(() => tensor.to(torch.ScalarType.Float32));
        Assert.Throws<InvalidOperationException>(tensor.cpu);
    }

    private static torch.Tensor Convert(torch.Tensor tensor, string conversion) => conversion switch
    {
        "dtype" => tensor.to(torch.ScalarType.Float32),
        "device" => tensor.to(torch.CPU),
        "device and dtype" => tensor.to(torch.ScalarType.Float32, torch.CPU),
        "cpu" => tensor.cpu(),
        "type_as" => tensor.type_as(torch.zeros(1)),
        "float" => tensor.@float(),
        _ => throw new ArgumentOutOfRangeException(nameof(conversion)),
    };
}
