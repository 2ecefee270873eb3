using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>In the Euclidean norm (Andriushchenko et al. 2020, algorithm 3) and in L1 (Croce and Hein 2021, appendix): what one window holds
/// of the budget goes to another, as a bump on what is there. The start tiles the plane with bumps.</summary>
/// <param name="power">The power p whose sum the norm is the root of.</param>
internal sealed class BumpSquares(int power) : SquareProposal
{
    private const int SmallestWindow = 3;
    private const int TilesOfASide = 5;

    public override Tensor Begin(Rows rows)
    {
        var plane = Plane.Of(rows.Clean);
        var tile = plane.Tile(TilesOfASide);
        var (down, across) = (plane.Height / tile.Height, plane.Width / tile.Width);
        var signs = Signs(rows.Uniform([plane.Channels, down, 1, across, 1], 0, 1));
        var turned = rows.Uniform([1, down, 1, across, 1], 0, 1) < 0.5;
        var bumps = where(turned, Tile(tile, splitsWidth: true), Tile(tile, splitsWidth: false)) * signs;
        var (height, width) = (down * tile.Height, across * tile.Width);
        var (above, left) = ((plane.Height - height) / 2, (plane.Width - width) / 2);
        var tiled = nn.functional.pad(
            bumps.reshape(rows.Count, plane.Channels, height, width),
            [left, plane.Width - width - left, above, plane.Height - height - above]);
        var perturbation = rows.Freeze(tiled.reshape(rows.Clean.shape));
        return Fit(rows, perturbation);

        Tensor Tile(WindowSize size, bool splitsWidth) =>
            Bump.Of(size, splitsWidth, power).On(rows.Clean.device).reshape(1, 1, 1, size.Height, 1, size.Width);
    }

    public override Tensor Propose(Rows rows, Func<int, double> share)
    {
        var plane = Plane.Of(rows.Clean);
        var draws = rows.Uniform([5 + plane.Channels], 0, 1);
        var sizes = new WindowSizes(rows, iteration => plane.Window(share(iteration), SmallestWindow));
        var (to, from) = (sizes.Place(plane, draws.narrow(1, 0, 2)), sizes.Place(plane, draws.narrow(1, 2, 2)));
        var turned = draws.select(1, 4) < 0.5;
        var bump = where(turned.reshape(-1, 1, 1), Bumps(sizes, splitsWidth: true), Bumps(sizes, splitsWidth: false));

        var perturbation = plane.Flat(rows.Candidates - rows.Clean);
        var emptied = from.Write(perturbation, zeros_like(from.Read(perturbation)));
        var held = from.Sum(Power(from.Read(perturbation))) + to.Sum(Power(to.Read(emptied)));
        var unspent = (Math.Pow(rows.Threat.Epsilon, power) - Power(perturbation).flatten(1).sum(1)).clamp_min(0).reshape(-1, 1, 1) / plane.Channels;
        var there = to.Read(perturbation);
        var shape = bump * Signs(draws.narrow(1, 5, plane.Channels)).unsqueeze(2) + there / Length(to, there);
        // Each channel takes what it held; the reference takes the number of channels times that in L1, where the projection makes it sparse.
        var length = Root(unspent + held) * (power == 1 ? plane.Channels : 1);
        var moved = to.Write(emptied, shape / Length(to, shape) * length);
        return Fit(rows, rows.Freeze(moved.reshape(rows.Clean.shape)));
    }

    // To length epsilon and into the box: by scaling and clipping, in L1 by the projection.
    private Tensor Fit(Rows rows, Tensor perturbation)
    {
        var scale = rows.Threat.Epsilon / rows.Norm.Length(perturbation).clamp_min(Norm.SmallestLength);
        return power == 1
            ? rows.Project(rows.Clean + perturbation * scale.clamp_min(1).Over(perturbation))
            : rows.Box.Clamp(rows.Clean + perturbation * scale.Over(perturbation));
    }

    private Tensor Bumps(WindowSizes sizes, bool splitsWidth) => sizes.PerCell(size => Bump.Of(size, splitsWidth, power));

    private Tensor Length(Windows windows, Tensor values) => Root(windows.Sum(Power(values))).clamp_min(Norm.SmallestLength);

    private Tensor Power(Tensor values) => power == 1 ? values.abs() : values.square();

    private Tensor Root(Tensor values) => power == 1 ? values : values.sqrt();

    private static Tensor Signs(Tensor draws) => (draws < 0.5).to(ScalarType.Float32) * 2 - 1;
}
