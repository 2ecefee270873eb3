using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Gate;

/// <summary>Looks at the model's outputs on all clean examples, batch by batch, for signs that they are not what attacks expect.</summary>
internal sealed class OutputStatistics
{
    private const double ProbabilityTolerance = 1e-4;

    private readonly List<long> predicted = [];
    private float[]? firstRow;
    private bool allEqual = true;
    private bool allProbabilities = true;
    private long examples;
    private long nonFinite;
    private long? firstNonFinite;

    /// <summary>What the outputs look like.</summary>
    public OutputKind Outputs => allProbabilities && !IsConstant && firstNonFinite is null ? OutputKind.Probabilities : OutputKind.Logits;

    /// <summary>The class that each example gets; −1 where an output is not finite.</summary>
    public IReadOnlyList<long> Predicted => predicted;

    private bool IsConstant => allEqual && examples > 1;

    /// <param name="outputs">The scores, row by row.</param>
    /// <param name="classes">Scores a row.</param>
    /// <param name="indices">The rows' examples.</param>
    public void Add(ReadOnlySpan<float> outputs, int classes, IEnumerable<long> indices)
    {
        foreach (var index in indices)
        {
            Add(outputs[..classes], index);
            outputs = outputs[classes..];
        }
    }

    /// <summary>What was found; the ids of errors among it make the run invalid.</summary>
    public IEnumerable<DiagnosticEntry> Diagnostics()
    {
        if (firstNonFinite is { } first)
        {
            yield return Finding.Of(Codes.NonFiniteLogits, $"The model returns values that are not finite for {nonFinite} of {examples} examples as they are (first: example {first}), so nothing measured on it can be believed.");
        }
        else if (IsConstant)
        {
            yield return Finding.Of(Codes.ConstantOutputs, $"The model returns the same output for all {examples} examples, so it does not look at its input and nothing measured on it means anything.");
        }
        else if (Outputs == OutputKind.Probabilities)
        {
            yield return Finding.Of(Codes.OutputsAreProbabilities, $"The model's outputs look like probabilities (non-negative, each row adds up to 1); attacks are given their logarithms, which is as good as logits but where probabilities round to 0 or 1; better export it without its final softmax.");
        }
    }

    private void Add(ReadOnlySpan<float> row, long index)
    {
        examples++;
        firstRow ??= row.ToArray();
        allEqual = allEqual && row.SequenceEqual(firstRow);
        allProbabilities = allProbabilities && IsDistribution(row);
        predicted.Add(IsFinite(row) ? row.IndexOf(Largest(row)) : -1);
        if (predicted[^1] < 0)
        {
            nonFinite++;
            firstNonFinite ??= index;
        }
    }

    private static bool IsFinite(ReadOnlySpan<float> row)
    {
        foreach (var value in row)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDistribution(ReadOnlySpan<float> row)
    {
        var sum = 0.0;
        foreach (var value in row)
        {
            if (value < 0)
            {
                return false;
            }

            sum += value;
        }

        return Math.Abs(sum - 1) <= ProbabilityTolerance;
    }

    private static float Largest(ReadOnlySpan<float> row)
    {
        var largest = row[0];
        foreach (var value in row)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }
}
