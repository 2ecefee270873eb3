namespace RobustnessGate.Attacks;

/// <summary>How the epoch to keep is found, and when to stop looking: by robust accuracy on examples that are not trained on
/// (Rice et al. 2020, arXiv 2002.11569).</summary>
public sealed record SelectionRule
{
    /// <summary>How many of the training examples are held out.</summary>
    [NamedOption("How many training examples are held out to select the best epoch by, at most a fifth.", Minimum = 1)]
    public int HeldOut { get; init; } = 1000;

    /// <summary>Steps of the PGD that measures robust accuracy on them, on the margin loss.</summary>
    [NamedOption("Steps of the PGD that measures robust accuracy on the held-out examples.", Minimum = 1)]
    public int SelectionSteps { get; init; } = 20;

    /// <summary>How many epochs without a better one end the training; null for never.</summary>
    [NamedOption("How many epochs without a better one end the training.", Minimum = 1)]
    public int? Patience { get; init; }
}
