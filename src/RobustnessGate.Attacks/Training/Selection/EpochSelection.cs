namespace RobustnessGate.Attacks;

/// <summary>Which of two epochs is better: one that is clean enough before one that is not, then by robust accuracy, then by clean accuracy.</summary>
/// <param name="cleanAccuracyMin">How much clean accuracy is enough.</param>
public sealed class EpochSelection(double cleanAccuracyMin) : IComparer<EpochResult>
{
    /// <inheritdoc/>
    public int Compare(EpochResult? x, EpochResult? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return Rank(x).CompareTo(Rank(y));
    }

    /// <summary>Whether nothing after <paramref name="best"/> was better for as many epochs as patience has.</summary>
    internal static bool IsPlateau(int? patience, int epoch, EpochResult best) => patience is { } most && epoch - best.Epoch >= most;

    private (bool, double, double) Rank(EpochResult epoch) => (epoch.CleanAccuracy >= cleanAccuracyMin, epoch.RobustAccuracy, epoch.CleanAccuracy);
}
