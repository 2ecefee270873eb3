using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>What adversarial inputs become when they are stored as pictures are: in 256 levels from the lower to the upper bound.</summary>
internal static class EightBit
{
    private const int HighestLevel = 255;

    /// <summary>Whether each of some adversarial inputs still breaks its example when it is rounded; one pass each, all together.</summary>
    /// <param name="inputs">The adversarial inputs, [M, ...], on the CPU.</param>
    /// <param name="clean">The clean inputs beside them, [M, ...], where the model computes.</param>
    /// <param name="classesOrTargets">The true class of each, or its target where success means reaching it.</param>
    /// <param name="threat">What the attack may do.</param>
    /// <param name="confirmation">Asks the model.</param>
    public static bool[] Survive(Tensor inputs, Tensor clean, ReadOnlySpan<long> classesOrTargets, ThreatModel threat, Confirmation confirmation)
    {
        using var scope = NewDisposeScope();
        var near = clean.OnCpu();
        var rounded = Round(inputs, near, threat);
        var predicted = confirmation.Predict(rounded.Sent(clean.device), classesOrTargets);
        return [.. threat.Measure(rounded, near).Allowed.Zip(predicted, (allowed, answer) => allowed && answer is not null)];
    }

    /// <summary>Rounds inputs [M, ...] to the nearest levels. Where that leaves the budget, features of the input that it moved away from the clean one
    /// are rounded towards that instead. Features that the attack left alone keep their values.</summary>
    /// <param name="inputs">The adversarial inputs, [M, ...] of float32 on the CPU.</param>
    /// <param name="clean">The clean inputs beside them, likewise.</param>
    /// <param name="threat">What the attack may do.</param>
    internal static Tensor Round(Tensor inputs, Tensor clean, ThreatModel threat)
    {
        using var scope = NewDisposeScope();
        (inputs, clean) = (inputs.contiguous(), clean.contiguous());
        var rounded = empty_like(inputs);
        var rows = Enumerable.Range(0, (int)inputs.shape[0]);
        Round(rows, float.PositiveInfinity);
        var fits = threat.Measure(rounded, clean).Allowed;
        // A value that is stored in single precision may lie that far off its level.
        Round(rows.Where(row => !fits[row]), (float)threat.Rounding);
        return rounded.MoveToOuterDisposeScope();

        void Round(IEnumerable<int> chosen, float outwards)
        {
            var (features, levels, limit) = ((int)RowTensors.Features(inputs.shape), new Levels(threat.Bounds), new Vector<float>(outwards));
            var from = inputs.Floats();
            var origin = clean.Floats();
            var to = rounded.Floats();
            foreach (var row in chosen)
            {
                var part = (row * features)..((row + 1) * features);
                RoundRow(from[part], origin[part], to[part], levels, limit);
            }
        }
    }

    // One run of a gate may be all that this is called in: too early for the compiler to have seen that it is worth its while.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RoundRow(ReadOnlySpan<float> inputs, ReadOnlySpan<float> clean, Span<float> rounded, Levels levels, Vector<float> outwards)
    {
        var feature = 0;
        for (; feature <= inputs.Length - Vector<float>.Count; feature += Vector<float>.Count)
            levels.Round(new Vector<float>(inputs[feature..]), new Vector<float>(clean[feature..]), outwards).CopyTo(rounded[feature..]);
        for (; feature < inputs.Length; feature++)
            rounded[feature] = levels.Round(new Vector<float>(inputs[feature]), new Vector<float>(clean[feature]), outwards)[0];
    }

    private readonly struct Levels(Bounds bounds)
    {
        private readonly Vector<float> lower = new((float)bounds.Lower);
        private readonly Vector<float> upper = new((float)bounds.Upper);
        private readonly Vector<float> width = new((float)bounds.Width);
        private readonly Vector<float> perUnit = new((float)(HighestLevel / bounds.Width));

        // The nearest level, or the next one inwards where that lies more than so much outwards.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Round(Vector<float> input, Vector<float> clean, Vector<float> outwards)
        {
            var level = Vector.Round((input - lower) * perUnit);
            var nearest = Stored(level);
            var (up, down) = (Vector.GreaterThan(input, clean), Vector.LessThan(input, clean));
            var above = Vector.ConditionalSelect(Vector.GreaterThan(nearest - input, outwards), Vector.Max(Stored(level - Vector<float>.One), clean), nearest);
            var below = Vector.ConditionalSelect(Vector.GreaterThan(input - nearest, outwards), Vector.Min(Stored(level + Vector<float>.One), clean), nearest);
            return Vector.ConditionalSelect(up, above, Vector.ConditionalSelect(down, below, clean));
        }

        // Divided last, so that levels of the range from 0 to 1 are stored as a reader of pictures stores them.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector<float> Stored(Vector<float> level) => Vector.Min(Vector.Max((level * width / HighestLevel) + lower, lower), upper);
    }
}
