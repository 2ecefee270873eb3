using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>In the maximum norm (Andriushchenko et al. 2020, algorithm 2): each channel of a window goes to the lowest or the highest
/// values that the threat model allows. The start does that to columns.</summary>
internal sealed class CornerSquares : SquareProposal
{
    private const string Lowest = "lowest";
    private const string Highest = "highest";

    public override Tensor Begin(Rows rows)
    {
        rows[Lowest] = rows.Project(rows.Clean - rows.Threat.Epsilon);
        rows[Highest] = rows.Project(rows.Clean + rows.Threat.Epsilon);
        var plane = Plane.Of(rows.Clean);
        var stripes = rows.Uniform([plane.Channels, 1, plane.Width], 0, 1) < 0.5;
        return where(stripes, plane.Image(rows[Highest]), plane.Image(rows[Lowest])).reshape(rows.Clean.shape);
    }

    public override Tensor Propose(Rows rows, Func<int, double> share)
    {
        var plane = Plane.Of(rows.Clean);
        var draws = rows.Uniform([2 + plane.Channels], 0, 1);
        var windows = new WindowSizes(rows, iteration => plane.Window(share(iteration), smallest: 1)).Place(plane, draws.narrow(1, 0, 2));
        var best = plane.Flat(rows.Candidates);
        var (low, high) = (windows.Read(plane.Flat(rows[Lowest])), windows.Read(plane.Flat(rows[Highest])));
        var up = draws.narrow(1, 2, plane.Channels).unsqueeze(2) < 0.5;
        var unchanged = (where(up, high, low) == windows.Read(best)).flatten(1).all(1, true).unsqueeze(2);
        return windows.Write(best, where(up != unchanged, high, low)).reshape(rows.Clean.shape);
    }
}
