using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Tensors;

/// <summary>What users write must bind to the overloads that TorchSharp's conversions choose.</summary>
public sealed class OverloadTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor x = tensor(new float[] { -1, 0.5f, 2, 3, -4, 5 }, 2, 3);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Clamp_takes_plain_numbers() => Same([0, 0.5f, 1, 1, 0, 1], x.clamp(0, 1));

    [Fact]
    public void Clamp_takes_tensors() => Same([-1, 0.5f, 1, 1, -1, 1], x.clamp(tensor(-1f), tensor(1f)));

    [Fact]
    public void Clamp_takes_one_bound() => Same([0, 0.5f, 2, 3, 0, 5], x.clamp(min: 0));

    [Fact]
    public void Arithmetic_takes_numbers_on_either_side()
    {
        Same([0, 1.5f, 3, 4, -3, 6], x + 1);
        Same([-2, 1, 4, 6, -8, 10], 2.0 * x);
        Same([2, 0.5f, -1, -2, 5, -4], 1 - x);
        Same([-1, 2, 0.5f, 1 / 3f, -0.25f, 0.2f], 1 / x);
        Same([1, 0.5f, 0, 1, 0, 1], x % 2);
        Same([1, -0.5f, -2, -3, 4, -5], -x);
    }

    [Fact]
    public void A_float_tensor_stays_float_under_double_numbers() => Assert.Equal(ScalarType.Float32, (x * 2.0 + 1).dtype);

    [Fact]
    public void Comparisons_return_tensors_of_booleans()
    {
        Assert.Equal([true, false, false, false, false, false], (x == tensor(-1f)).data<bool>().ToArray());
        Assert.Equal([false, true, true, true, false, true], (x > 0).data<bool>().ToArray());
        Assert.Equal([true, false, false, false, true, false], (0 > x).data<bool>().ToArray());
        Assert.Equal([false, true, true, true, true, true], (x != -1).data<bool>().ToArray());
    }

    [Fact]
    public void Indexing_takes_numbers_ranges_ellipses_and_masks()
    {
        Same([-1, 0.5f, 2], x[0]);
        Assert.Equal(2, x[0, 2].item<float>());
        Same([-1, 3], x[TensorIndex.Ellipsis, 0]);
        Same([0.5f, 2, 3, 5], x[x > 0]);
        Same([-1, 0.5f, 2], x[..1]);
        Same([2, 5], x[TensorIndex.Colon, ^1]);
        Same([-1, 0.5f, 3, -4], x[.., ..2]);
        Same([5, -4], x[1, TensorIndex.Tensor(tensor(new long[] { 2, 1 }))]);
        Same([3, -4, 5, -1, 0.5f, 2], x[tensor(new long[] { 1, 0 })]);
        Assert.Equal([2, 1, 3], x[TensorIndex.Colon, TensorIndex.None].shape);
        Same([-1, 2], x[0, TensorIndex.Slice(0, null, 2)]);
    }

    [Fact]
    public void Indexing_writes_through()
    {
        using var y = x.clone();
        y[0] = 7f;
        y[1, 2] = 8f;
        y[y < 0] = 0f;
        y[TensorIndex.Ellipsis, 0] = tensor(new float[] { 9, 10 });
        Same([9, 7, 7, 10, 0, 8], y);
    }

    [Fact]
    public void Index_put_accumulates_where_asked()
    {
        using var counts = zeros(3);
        counts.index_put_(ones(4), [TensorIndex.Tensor(tensor(new long[] { 0, 2, 2, 2 }))], accumulate: true);
        Same([1, 0, 3], counts);
    }

    [Fact]
    public void Sum_takes_an_array_of_dimensions()
    {
        using var y = ones(2, 3, 4).sum(new long[] { 1, 2 }, true);
        Assert.Equal([2, 1, 1], y.shape);
        Assert.Equal(12, y[0, 0, 0].item<float>());
    }

    [Fact]
    public void An_integer_norm_is_over_a_dimension_and_a_float_norm_over_all()
    {
        Assert.Equal([2], x.norm(1).shape);
        Assert.Equal(15.5f, x.norm(1f).item<float>());
    }

    [Fact]
    public void Vector_norm_takes_order_and_dimensions()
    {
        Same([3.5f, 12], linalg.vector_norm(x, 1, [1L]));
        Same([2, 5], linalg.vector_norm(x, double.PositiveInfinity, [1L]));
        Assert.Equal([2, 1], linalg.vector_norm(x, 2, [1L], keepdim: true).shape);
    }

    [Fact]
    public void Chains_and_selections_bind()
    {
        Same([0.5f, 2, 3, 5], (-x).exp().log().neg().masked_select(x > 0));
        Same([0, 0.5f, 2, 3, 0, 5], where(x > 0, x, zeros_like(x)));
        Same([2, 3], x.gather(1, tensor(new long[] { 2, 0 }, 2, 1)));
        Same([0, 9, 0], zeros(3).scatter(0, tensor(new long[] { 1 }), tensor(new float[] { 9 })));
    }

    [Fact]
    public void Several_results_deconstruct()
    {
        var (largest, at) = x.topk(2);
        Same([2, 0.5f, 5, 3], largest);
        Assert.Equal([2, 1, 2, 0], at.data<long>().ToArray());
        var (values, indexes) = torch.max(x, 1);
        Same([2, 5], values);
        Assert.Equal([2, 2], indexes.data<long>().ToArray());
        var (sorted, order) = x.sort(descending: true);
        Same([2, 0.5f, -1, 5, 3, -4], sorted);
        Assert.Equal([2, 1, 0, 2, 0, 1], order.data<long>().ToArray());
    }

    [Fact]
    public void Equal_is_elementwise_and_allclose_is_not()
    {
        Assert.Equal([true], torch.equal(tensor(new float[] { 1 }), tensor(new float[] { 1 })).data<bool>().ToArray());
        Assert.True(allclose(x, x + 1e-9));
        Assert.False(x.allclose(x + 1));
    }

    [Fact]
    public void Joins_take_arrays_and_lists()
    {
        Assert.Equal([4, 3], cat([x, x]).shape);
        Assert.Equal([2, 6], cat(new List<Tensor> { x, x }, 1).shape);
        Assert.Equal([2, 2, 3], stack([x, x]).shape);
        Assert.Equal([[2, 1], [2, 1], [2, 1]], x.split(1, 1).Select(part => part.shape));
        Assert.Equal(2, x.unbind().Length);
    }

    private static void Same(float[] expected, Tensor actual)
    {
        var found = actual.data<float>().ToArray();
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }
}
