using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Reads what a model returns.</summary>
internal static class ModelOutput
{
    // The smallest normal number in place of 0, whose logarithm would be infinite.
    private const double SmallestProbability = 1.2e-38;

    /// <summary>The output as logits [B, K] in single precision.</summary>
    /// <param name="output">What the model returned.</param>
    /// <param name="inputs">What it was given, [B, ...].</param>
    /// <param name="kind">What the output means.</param>
    /// <exception cref="ModelOutputException">The output is not floating-point [B, K] with K of 2 or more.</exception>
    public static Tensor Logits(Tensor output, Tensor inputs, OutputKind kind)
    {
        if (output.shape is not [var rows, var classes])
            throw new ModelOutputException($"The model returned a tensor of shape [{string.Join(", ", output.shape)}]; expected logits of shape [batch, classes].");
        if (rows != inputs.shape[0])
            throw new ModelOutputException($"The model returned {rows} rows for {inputs.shape[0]} inputs; expected one row of logits each.");
        if (classes < 2)
            throw new ModelOutputException("The model returned a single score for each input; expected logits of two or more classes.");
        if (!output.is_floating_point())
            throw new ModelOutputException($"The model returned {output.dtype} values; expected floating-point logits.");
        var logits = output.to(ScalarType.Float32);
        return kind == OutputKind.Probabilities ? logits.clamp_min(SmallestProbability).log() : logits;
    }
}
