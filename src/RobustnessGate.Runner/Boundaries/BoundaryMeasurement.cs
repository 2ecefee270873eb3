using RobustnessGate.Attacks;
using RobustnessGate.Runner.ProgressViews;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Boundaries;

/// <summary>Asks the model about every point of slices through its decision boundaries.</summary>
/// <param name="victim">The model.</param>
/// <param name="inputs">The examples as they are, [N, ...].</param>
/// <param name="threat">What a step of 1 is measured by; points stay within its bounds.</param>
/// <param name="options">Seed, batch size, cancellation.</param>
internal sealed class BoundaryMeasurement(Victim victim, Tensor inputs, ThreatModel threat, EvaluationOptions options)
{
    private const int StepsToASide = 15;
    private const int StepsOfEpsilon = 10;

    // The example itself lies in the middle.
    private static readonly double[] Positions =
        [.. Enumerable.Range(-StepsToASide, (2 * StepsToASide) + 1).Select(step => (double)step / StepsOfEpsilon)];

    /// <summary>How many points, and so forward passes, a slice has; a robust example costs another pass and its gradient.</summary>
    public static int PassesOfASlice => Positions.Length * Positions.Length;

    /// <summary>Measures the slices through some of the examples.</summary>
    /// <param name="examples">What became of all of them.</param>
    /// <param name="rows">The chosen ones.</param>
    /// <param name="progress">Told after each slice.</param>
    public BoundariesRecord Run(IReadOnlyList<ExampleResult> examples, IReadOnlyList<int> rows, IProgress<WorkProgress> progress)
    {
        var slices = new List<BoundarySlice>();
        foreach (var row in rows)
        {
            slices.Add(Slice(inputs.narrow(0, row, 1), examples[row]));
            progress.Report(new WorkProgress((double)slices.Count / rows.Count, FormattableString.Invariant($"{slices.Count} of {rows.Count} slices"), "decision boundaries"));
        }

        return new BoundariesRecord(slices, Positions, Positions);
    }

    private BoundarySlice Slice(Tensor clean, ExampleResult example)
    {
        // A random model draws from this, and a run that was killed and goes on is to end in the same bytes.
        if (options.ConfirmationDraws > 1)
            random.manual_seed(options.Seed);

        using var scope = NewDisposeScope();
        var input = clean.to(victim.Device);
        var directions = SliceDirections.Of(victim, input, example, threat, options.Seed);
        var slice = new BoundarySlice(example.Index, new long[Positions.Length, Positions.Length], new float[Positions.Length, Positions.Length]);
        for (var start = 0; start < PassesOfASlice; start += options.BatchSize)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            int[] points = [.. Enumerable.Range(start, Math.Min(options.BatchSize, PassesOfASlice - start))];
            Look(input, directions, points, slice);
        }

        return slice;
    }

    private void Look(Tensor input, SliceDirections directions, int[] points, BoundarySlice slice)
    {
        using var scope = NewDisposeScope();
        var steps = Steps(input, points, Column) * directions.Adversarial + Steps(input, points, Row) * directions.Random;
        var logits = victim.Logits(threat.Bounds.Clamp(input + steps)).to(ScalarType.Float64);
        var (confidence, predicted) = logits.softmax(1).max(1);
        var (probabilities, classes) = (confidence.cpu().data<double>().ToArray(), predicted.cpu().data<long>().ToArray());
        var finite = logits.isfinite().all(1).cpu().data<bool>().ToArray();
        for (var i = 0; i < points.Length; i++)
        {
            slice.Classes[Row(points[i]), Column(points[i])] = finite[i] ? classes[i] : -1;
            slice.Confidences[Row(points[i]), Column(points[i])] = finite[i] ? (float)probabilities[i] : 0;
        }
    }

    // One factor for each point, to be multiplied with a direction [1, ...].
    private static Tensor Steps(Tensor input, int[] points, Func<int, int> position)
    {
        var shape = new long[input.dim()];
        Array.Fill(shape, 1);
        shape[0] = points.Length;
        return tensor(Array.ConvertAll(points, point => (float)Positions[position(point)]), shape, device: input.device);
    }

    private static int Row(int point) => point / Positions.Length;

    private static int Column(int point) => point % Positions.Length;
}
