using RobustnessGate.Attacks;
using RobustnessGate.Attacks.Tests.Models;
using RobustnessGate.Runner.Boundaries;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Boundaries;

/// <summary>Slices through boundaries that are known.</summary>
[Collection(nameof(SharedGenerator))]
public sealed class BoundaryMeasurementTests : IDisposable
{
    private const int Middle = 15;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_boundary_lies_where_the_model_has_it()
    {
        // Class 1 begins at a mean of 0.55, which steps of 0.1 in Linf reach half-way along the first direction.
        var slice = Measured(input => stack([0.55 - input.mean([1]), input.mean([1]) - 0.55], 1) * 100, Linf, Broken(full(new long[] { 1, 8 }, 0.6f), 0.1));

        Assert.Equal(31, slice.Classes.GetLength(0));
        Assert.Equal([.. Enumerable.Repeat(0L, 20), .. Enumerable.Repeat(1L, 10)], Row(slice, Middle).Where((_, x) => x != Middle + 5));
        Assert.Equal(0.5, slice.Confidences[Middle, Middle + 5], 1e-3);
        Assert.InRange(slice.Confidences[Middle, Middle], 0.99f, 1);
    }

    [Fact]
    public void Points_on_which_the_output_is_not_finite_have_no_class()
    {
        var slice = Measured(input => stack([input.mean([1]), 1 / (input.mean([1]) < 0.525).to(float32) - 1], 1), Linf, Broken(full(new long[] { 1, 8 }, 0.6f), 0.1));

        Assert.Equal([.. Enumerable.Repeat(0L, Middle + 3), .. Enumerable.Repeat(-1L, 13)], Row(slice, Middle));
        Assert.Equal(0, slice.Confidences[Middle, 30]);
    }

    [Fact]
    public void Points_stay_within_the_bounds()
    {
        var (least, most) = (1f, 0f);
        Measured(
            input =>
            {
                (least, most) = (Math.Min(least, input.min().item<float>()), Math.Max(most, input.max().item<float>()));
                return input.narrow(1, 0, 2);
            },
            new ThreatModel(Norm.Linf, 0.9, Bounds.Unit),
            Broken(full(new long[] { 1, 8 }, 1f), 0.5));

        Assert.Equal((0f, 1f), (least, most));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(31)]
    [InlineData(5000)]
    public void Every_point_is_asked_once_whatever_the_batch_size(int batchSize)
    {
        var (passes, batches) = (0L, 0L);
        var slice = Measured(
            input =>
            {
                (passes, batches) = (passes + input.shape[0], Math.Max(batches, input.shape[0]));
                return stack([input.select(1, 0), input.select(1, 1)], 1) * 1000;
            },
            Linf,
            Broken(full(new long[] { 1, 8 }, 0.6f), 0.1),
            new EvaluationOptions { BatchSize = batchSize });

        Assert.Equal((961, Math.Min(batchSize, 961)), (passes, batches));
        Assert.Equal(
            Measured(input => stack([input.select(1, 0), input.select(1, 1)], 1) * 1000, Linf, Broken(full(new long[] { 1, 8 }, 0.6f), 0.1)).Classes,
            slice.Classes);
    }

    [Fact]
    public void A_random_model_draws_the_same_again()
    {
        static Tensor Noisy(Tensor input) => input.narrow(1, 0, 2) + 0.1 * SharedGenerator.Normal(input.shape[0], 2);
        var options = new EvaluationOptions { ConfirmationDraws = 9 };
        var witness = Broken(full(new long[] { 1, 8 }, 0.6f), 0.1);

        Assert.Equal(Measured(Noisy, Linf, witness, options).Confidences, Measured(Noisy, Linf, witness, options).Confidences);
    }

    private static ThreatModel Linf => new(Norm.Linf, 0.1, Bounds.Unit);

    private static ExampleResult Broken(Tensor witness, double distance) =>
        new(3, 0, 0, Outcome.Broken, "PGD", new Witness(3, witness, 1, distance, NonFinite: false));

    private static BoundarySlice Measured(Func<Tensor, Tensor> function, ThreatModel threat, ExampleResult example, EvaluationOptions? options = null)
    {
        using var model = new FunctionModel(function);
        using var victim = new Victim(model, CPU);
        var measurement = new BoundaryMeasurement(victim, full(new long[] { 1, 8 }, 0.5f), threat, options ?? new EvaluationOptions());
        return Assert.Single(measurement.Run([example], [0], new Progress<WorkProgress>()).Slices);
    }

    private static IEnumerable<long> Row(BoundarySlice slice, int y) => Enumerable.Range(0, slice.Classes.GetLength(1)).Select(x => slice.Classes[y, x]);
}
