using RobustnessGate.Attacks;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.SelfTest;

/// <summary>A linear classifier and examples whose distance to the nearest misclassified input is known in closed form. Everything known is
/// computed here in double precision, without libtorch and without the code that attacks are made of.</summary>
internal sealed class LinearProblem
{
    private const int Examples = 40;
    private const int Features = 20;

    /// <summary>Inputs are multiples of one part in so many.</summary>
    public const int Levels = 256;

    // By how much scores and lengths in single precision may be off.
    private const double Rounding = 1e-5;

    // What that may do to a distance here, relative to it.
    private const double Precision = 1e-4;

    private static readonly long[] Shape = [Examples, 1, 4, 5];

    private readonly Norm norm;
    private readonly float[][] weights;
    private readonly float[] bias;
    private readonly float[][] inputs;
    private readonly int[] labels;

    /// <param name="norm">The norm in which distances are measured.</param>
    /// <param name="classes">How many classes the classifier tells apart.</param>
    public LinearProblem(Norm norm, int classes)
    {
        this.norm = norm;
        // Fixed numbers: what the test says of an installation must not depend on luck.
        var random = new SplitMix((ulong)classes);
        weights = [.. Enumerable.Range(0, classes).Select(_ => random.Uniform(Features, -2, 2))];
        // The scores of the centre of the bounds are zero.
        bias = [.. weights.Select(weight => (float)(-0.5 * weight.Sum(value => (double)value)))];
        // In L0 the bounds limit what a feature can do; in the other norms they must not.
        var radius = norm == Norm.L0 ? 0.5 : 0.1;
        inputs = [.. Enumerable.Repeat(0, int.MaxValue).Select(_ => Pixels(random.Uniform(Features, 0.5 - radius, 0.5 + radius))).Where(IsClear).Take(Examples)];
        labels = [.. inputs.Select(Class)];
        Distances = [.. inputs.Select(input => Distance(input, norm))];
    }

    /// <summary>By example, the length of the smallest perturbation that changes the class.</summary>
    public IReadOnlyList<double> Distances { get; }

    /// <summary>The classifier as a model.</summary>
    public LinearClassifier Model() =>
        new(tensor(weights.SelectMany(weight => weight).ToArray()).reshape(weights.Length, Features), tensor(bias));

    /// <summary>The examples, [40, 1, 4, 5] in [0, 1], labelled as the classifier classifies them.</summary>
    public Examples Data() => new(
        tensor(inputs.SelectMany(input => input).ToArray()).reshape(Shape),
        tensor(Array.ConvertAll(labels, label => (long)label)),
        [.. Enumerable.Range(0, inputs.Length).Select(index => (long)index)]);

    /// <summary>A budget in the middle of the distances, and where their gap is widest, so that no example hangs on rounding.</summary>
    public double MiddleBudget()
    {
        var middle = Distances.Order().Skip(Examples / 3).Take(Examples / 3).ToList();
        var (below, above) = middle.Zip(middle.Skip(1)).MaxBy(pair => pair.Second / pair.First);
        return Math.Sqrt(below * above);
    }

    /// <summary>Whether an input is what a witness must be: misclassified, within bounds and budget, as far from its example as it says, and no
    /// nearer than is possible.</summary>
    public bool Holds(Witness witness, double budget)
    {
        using var values = witness.Input.flatten().to(ScalarType.Float32);
        var (found, example) = (values.data<float>().ToArray(), (int)witness.Index);
        var distance = Length([.. found.Zip(inputs[example], (after, before) => (double)after - before)]);
        return Array.TrueForAll(found, value => value is >= 0 and <= 1)
            && Margins(found, labels[example]).Min() <= Rounding
            && Math.Abs(distance - witness.Distance) <= Rounding * distance
            && distance >= Distances[example] * (1 - Precision)
            && distance <= budget * (1 + Precision);
    }

    private double Length(double[] perturbation) => norm.Name switch
    {
        "Linf" => perturbation.Max(Math.Abs),
        "L2" => Math.Sqrt(perturbation.Sum(change => change * change)),
        "L1" => perturbation.Sum(Math.Abs),
        _ => perturbation.Count(change => change != 0),
    };

    private double Distance(float[] input, Norm measure) => Rivals(input).Min(rival => Distance(rival, measure));

    // The margin over the dual norm of the weights' difference.
    private static double Distance(Rival rival, Norm measure) => measure.Name switch
    {
        "Linf" => rival.Margin / rival.Slope.Sum(Math.Abs),
        "L2" => rival.Margin / Math.Sqrt(rival.Slope.Sum(slope => slope * slope)),
        "L1" => rival.Margin / rival.Slope.Max(Math.Abs),
        _ => FewestFeatures(rival),
    };

    // A feature at the better of its bounds makes up for so much; so the fewest features are those that make up for the most.
    private static int FewestFeatures(Rival rival, double share = 1)
    {
        var (features, margin) = (0, share * rival.Margin);
        foreach (var gain in rival.Gains.OrderDescending())
        {
            if (margin <= 0)
            {
                break;
            }

            margin -= gain;
            features++;
        }

        return margin <= 0 ? features : int.MaxValue;
    }

    // Far enough from the boundary for relative precision, and near enough for the bounds to be out of the way.
    private bool IsClear(float[] input) => norm == Norm.L0
        ? Rivals(input).All(rival => FewestFeatures(rival, 0.98) == FewestFeatures(rival, 1.02)) && Distance(input, norm) <= 4
        : Distance(input, Norm.L1) is >= 0.05 and <= 0.35;

    private static float[] Pixels(float[] values) => Array.ConvertAll(values, value => MathF.Round(value * Levels) / Levels);

    private int Class(float[] input)
    {
        var scores = Scores(input);
        return Array.IndexOf(scores, scores.Max());
    }

    private double[] Scores(float[] input) =>
        [.. weights.Zip(bias, (weight, offset) => weight.Zip(input, (slope, value) => (double)slope * value).Sum() + offset)];

    private IEnumerable<double> Margins(float[] input, int label)
    {
        var scores = Scores(input);
        return scores.Where((_, other) => other != label).Select(score => scores[label] - score);
    }

    private IEnumerable<Rival> Rivals(float[] input)
    {
        var label = Class(input);
        return Margins(input, label).Zip(weights.Where((_, other) => other != label), (margin, weight) => Against(margin, weight));

        Rival Against(double margin, float[] weight)
        {
            double[] slope = [.. weight.Zip(weights[label], (other, own) => (double)other - own)];
            return new Rival(margin, slope, [.. input.Zip(slope, (value, change) => change > 0 ? change * (1 - value) : -change * value)]);
        }
    }

    // Another class: how far it is behind, and what of that a unit of each feature makes up for, and each feature at the better of its bounds.
    private readonly record struct Rival(double Margin, double[] Slope, double[] Gains);
}
