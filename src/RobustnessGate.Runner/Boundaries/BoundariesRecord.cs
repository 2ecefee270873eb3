namespace RobustnessGate.Runner.Boundaries;

/// <summary>What the model makes of the surroundings of some examples: flat slices through the space of inputs.</summary>
/// <param name="Slices">One for each chosen example, broken ones first.</param>
/// <param name="X">Positions along the first direction, to the witness or where the loss grows fastest, in multiples of epsilon.</param>
/// <param name="Y">Positions along the second direction, a random one, in multiples of epsilon.</param>
internal sealed record BoundariesRecord(IReadOnlyList<BoundarySlice> Slices, IReadOnlyList<double> X, IReadOnlyList<double> Y);

/// <summary>The slice through one example, which lies at 0, 0.</summary>
/// <param name="Index">The example's number in the data.</param>
/// <param name="Classes">The class predicted at each y (first) and x; −1 where the output is not finite.</param>
/// <param name="Confidences">The probability of that class; 0 where the output is not finite.</param>
internal sealed record BoundarySlice(long Index, long[,] Classes, float[,] Confidences);
