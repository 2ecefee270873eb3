namespace RobustnessGate.Attacks;

/// <summary>The model's output is not a row of class scores for each input.</summary>
public sealed class ModelOutputException : Exception
{
    /// <summary>Creates the exception with a sentence that says what was expected and what came.</summary>
    public ModelOutputException(string message)
        : base(message)
    {
    }
}
