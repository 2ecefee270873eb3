using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Tensors;

[Collection(nameof(Nn.DefaultGenerator))]
public sealed class CreationTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Element_types_follow_the_dotnet_type()
    {
        Assert.Equal(ScalarType.Int32, tensor(new[] { 1, 2 }).dtype);
        Assert.Equal(ScalarType.Float64, tensor(1.0).dtype);
        Assert.Equal(ScalarType.Float32, tensor(1f).dtype);
        Assert.Equal(ScalarType.Bool, tensor(true).dtype);
        Assert.Equal(ScalarType.Int64, arange(3).dtype);
        Assert.Equal(ScalarType.Float32, (tensor(new[] { 1, 2 }) / 2).dtype);
        Assert.Equal(ScalarType.Float32, zeros(2).dtype);
        Assert.Equal(ScalarType.Int64, full(2, 7).dtype);
        Assert.Equal(ScalarType.Float32, full(2, 7.0).dtype);
    }

    [Fact]
    public void Arrays_of_several_dimensions_keep_their_shape()
    {
        Assert.Equal([2, 2], tensor(new float[,] { { 1, 2 }, { 3, 4 } }).shape);
        Assert.Equal([1, 2, 3], tensor(new long[1, 2, 3]).shape);
        Assert.Equal(4, tensor(new double[,] { { 1, 2 }, { 3, 4 } })[1, 1].item<double>());
    }

    [Fact]
    public void A_tensor_is_a_copy_of_its_array_and_from_array_is_not()
    {
        float[] numbers = [1, 2];
        var copied = tensor(numbers);
        var shared = from_array(numbers);
        numbers[0] = 9;
        Assert.Equal(1, copied[0].item<float>());
        Assert.Equal(9, shared[0].item<float>());
    }

    [Fact]
    public void Shared_memory_outlives_its_array_variable()
    {
        var shared = MakeShared();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.Equal(1000, shared.sum().item<float>());

        static Tensor MakeShared() => from_array(Enumerable.Repeat(1f, 1000).ToArray());
    }

    [Fact]
    public void A_buffer_is_read_from_an_offset() =>
        Assert.Equal([2f, 3f], frombuffer(new float[] { 1, 2, 3, 4 }, ScalarType.Float32, count: 2, offset: 1).data<float>().ToArray());

    [Fact]
    public void Too_few_elements_for_a_shape_are_an_error() =>
        Assert.Throws<ArgumentException>(() => tensor(new float[] { 1, 2, 3 }, 2, 2));

    [Fact]
    public void Seeded_draws_are_those_of_Python()
    {
        manual_seed(0);
        Assert.Equal([0.4962566f, 0.7682218f, 0.08847743f], rand(3).data<float>().ToArray());
        manual_seed(0);
        Assert.Equal([1.5409961f, -0.2934289f, -2.1787894f], randn(3).data<float>().ToArray());
        Assert.Equal([7, 3, 1, 6, 6], randint(10, [5L]).data<long>().ToArray());
        Assert.Equal([4, 3, 0, 1, 2], randperm(5).data<long>().ToArray());
    }

    [Fact]
    public void A_generator_draws_its_own_stream()
    {
        using var first = new Generator(5);
        using var second = new Generator(5);
        var drawn = rand(4, generator: first);
        _ = rand(4);
        Assert.True(drawn.allclose(zeros(4).uniform_(0, 1, second)));
        var state = first.get_state();
        var next = rand(4, generator: first);
        first.set_state(state);
        Assert.True(next.allclose(rand(4, generator: first)));
        Assert.Equal(5, first.initial_seed());
    }

    [Fact]
    public void Data_is_read_in_row_order_whatever_the_strides()
    {
        var transposed = arange(6).reshape(2, 3).T;
        Assert.Equal([0, 3, 1, 4, 2, 5], transposed.data<long>().ToArray());
        Assert.Equal(4, transposed.data<long>()[1, 1]);
        var target = new long[6];
        transposed.data<long>().CopyTo(target);
        Assert.Equal([0, 3, 1, 4, 2, 5], target);
        Assert.Equal(3, ((long[,])transposed.data<long>().ToNDArray())[0, 1]);
    }

    [Fact]
    public void Data_is_written_in_row_order()
    {
        var target = zeros(2, 2);
        target.data<float>().CopyFrom([1, 2, 3, 4]);
        Assert.Equal(3, target[1, 0].item<float>());
    }

    [Fact]
    public void Reading_as_another_type_is_an_argument_error()
    {
        Assert.Throws<ArgumentException>(() => ones(1).item<double>());
        Assert.Throws<ArgumentException>(() => ones(2).data<int>());
        Assert.Throws<ArgumentException>(() => ones(2).item<float>());
    }

    [Fact]
    public void A_tensor_survives_libtorchs_own_archive()
    {
        var path = Path.GetTempFileName();
        try
        {
            var x = randn(3, 4);
            save(x, path);
            Assert.True(x.allclose(load(path)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_tensor_describes_itself() => Assert.Equal("[2x3], type = Float32, device = cpu", zeros(2, 3).ToString());
}
