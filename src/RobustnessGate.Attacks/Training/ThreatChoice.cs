namespace RobustnessGate.Attacks;

/// <summary>Draws the threat model of each batch, the likelier the more errors the model made in it of late (Croce and Hein 2022, arXiv
/// 2105.12508, section 4).</summary>
/// <param name="threats">The threat models.</param>
internal sealed class ThreatChoice(IReadOnlyList<ThreatModel> threats)
{
    private const double NewShare = 0.1;

    /// <summary>The running error rate in each threat model; all alike at first.</summary>
    public double[] Errors { get; private set; } = [.. threats.Select(_ => 1.0)];

    /// <summary>Whether there is anything to choose.</summary>
    public bool AreSeveral => threats.Count > 1;

    /// <summary>Draws one; all alike where the model makes no errors in any.</summary>
    /// <param name="seed">Seed of the step.</param>
    public int Draw(long seed)
    {
        if (!AreSeveral)
            return 0;
        var weights = Errors.Sum() > 0 ? Errors : Array.ConvertAll(Errors, _ => 1.0);
        var point = seed / (double)long.MaxValue * weights.Sum();
        var chosen = 0;
        while (chosen < threats.Count - 1 && point >= weights[chosen])
            point -= weights[chosen++];
        return chosen;
    }

    public ThreatModel this[int index] => threats[index];

    /// <summary>Takes in the error rate of a batch.</summary>
    public void Note(int threat, double errorRate) => Errors[threat] += NewShare * (errorRate - Errors[threat]);

    public void Restore(IReadOnlyList<double> errors) => Errors = [.. errors];
}
