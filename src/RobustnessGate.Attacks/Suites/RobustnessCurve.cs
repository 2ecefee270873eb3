namespace RobustnessGate.Attacks;

/// <summary>Robust accuracy over epsilon: how many examples are classified correctly and have no known success as near as that. It never
/// grows with epsilon, and at the gate's epsilon it is the gate's.</summary>
public sealed class RobustnessCurve
{
    private readonly int examples;
    private readonly double epsilon;
    private readonly double[] distances;

    private RobustnessCurve(int examples, double epsilon, double[] distances) => (this.examples, this.epsilon, this.distances) = (examples, epsilon, distances);

    /// <summary>Of the examples that are classified correctly as they are, half are broken within that distance; null where fewer than half are
    /// known to break at any.</summary>
    public double? MedianDistance
    {
        get
        {
            var middle = distances.Length / 2;
            var median = distances.Length % 2 == 1 ? distances[middle] : distances.Length == 0 ? double.PositiveInfinity : (distances[middle - 1] + distances[middle]) / 2;
            return double.IsFinite(median) ? median : null;
        }
    }

    /// <summary>The curve of a gate whose examples were also searched for their nearest successes.</summary>
    /// <param name="gate">What the gate's suite found, settled with <see cref="Settle"/>.</param>
    /// <param name="nearest">What <see cref="SuiteEvaluation.RunNearest"/> found on the same examples.</param>
    /// <param name="epsilon">The gate's budget.</param>
    public static RobustnessCurve Of(SuiteResult gate, SuiteResult nearest, double epsilon)
    {
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(nearest);
        var correct = gate.Examples.Zip(nearest.Examples).Where(pair => pair.First.Outcome != Outcome.Misclassified);
        return new RobustnessCurve(gate.Examples.Count, epsilon, [.. correct.Select(pair => Distance(pair.First, pair.Second, epsilon)).Order()]);
    }

    /// <summary>A gate's result in which the examples count as broken, too, for which the search found a success within epsilon.</summary>
    /// <param name="gate">What the gate's suite found.</param>
    /// <param name="nearest">What <see cref="SuiteEvaluation.RunNearest"/> found on the same examples.</param>
    /// <param name="epsilon">The gate's budget.</param>
    public static SuiteResult Settle(SuiteResult gate, SuiteResult nearest, double epsilon)
    {
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(nearest);
        return gate with
        {
            Examples =
            [
                .. from pair in gate.Examples.Zip(nearest.Examples)
                   let isBrokenToo = pair.First.Outcome == Outcome.Robust && pair.Second.Witness?.Distance <= epsilon
                   select isBrokenToo ? pair.Second : pair.First,
            ],
        };
    }

    /// <summary>The nearest success on each example, of the gate's and the search's, where there is one.</summary>
    /// <param name="gate">What the gate's suite found.</param>
    /// <param name="nearest">What <see cref="SuiteEvaluation.RunNearest"/> found on the same examples.</param>
    public static SuiteResult Nearest(SuiteResult gate, SuiteResult nearest)
    {
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(nearest);
        return nearest with
        {
            Examples = [.. gate.Examples.Zip(nearest.Examples, (first, second) => second.Witness is null || first.Witness?.Distance <= second.Witness.Distance ? first : second)],
        };
    }

    /// <summary>The share of all examples that withstand every known success within a distance.</summary>
    public double RobustAccuracy(double within)
    {
        var first = Array.FindIndex(distances, distance => distance > within);
        return (double)(first < 0 ? 0 : distances.Length - first) / examples;
    }

    /// <summary>The curve at 0, at the gate's epsilon, and at the distances where it falls: at all of them, or at so many that about
    /// <paramref name="most"/> points remain, at even steps of robust accuracy.</summary>
    public IReadOnlyList<CurvePoint> Points(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        var falls = distances.Where(double.IsFinite).Distinct().ToArray();
        var kept = falls.Length <= most ? falls : [.. Enumerable.Range(0, most).Select(point => falls[(long)point * (falls.Length - 1) / (most - 1)])];
        return [.. kept.Append(0).Append(epsilon).Distinct().Order().Select(within => new CurvePoint(within, RobustAccuracy(within)))];
    }

    // A gate's success may measure a rounding more than epsilon.
    private static double Distance(ExampleResult gate, ExampleResult nearest, double epsilon)
    {
        var search = nearest.Witness?.Distance ?? double.PositiveInfinity;
        return gate.Witness is { } witness ? Math.Min(search, Math.Min(witness.Distance, epsilon)) : search;
    }
}

/// <summary>A point of a <see cref="RobustnessCurve"/>.</summary>
/// <param name="Epsilon">A budget.</param>
/// <param name="RobustAccuracy">Robust accuracy within it.</param>
public readonly record struct CurvePoint(double Epsilon, double RobustAccuracy);
