using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>What attacks share that see only the predicted class.</summary>
internal static class Decisions
{
    // A share of the way is not told from its neighbour in single precision beyond that.
    private const int MostHalvings = 24;
    private const int FewestHalvings = 10;
    private const int Corners = 3;

    /// <summary>Looks for a point of each row that succeeds, at any distance: uniform noise, then the corners of the box. Ends the attack on the
    /// rows where none does.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="noises">How many pictures of noise to try.</param>
    /// <returns>The points, [B, ...].</returns>
    public static Tensor FindStart(Rows rows, int noises)
    {
        var seed = rows.Uniform(rows.Clean.shape[1..], 0, 1);
        var found = rows.Clean;
        var waiting = All(rows);
        for (var trial = 0; trial < noises + Corners && waiting.HasAny(); trial++)
        {
            using var scope = NewDisposeScope();
            var points = rows.Clean + rows.Freeze(Start(trial) - rows.Clean);
            var succeeds = Succeed(rows, points, waiting);
            found = where(succeeds.Over(points), points, found).MoveToOuterDisposeScope();
            waiting = waiting.logical_and(succeeds.logical_not()).MoveToOuterDisposeScope();
        }

        rows.Finish(waiting);
        return found;

        // Multiples of a uniform number leave a uniform remainder, so that every row draws once, however many it needs.
        Tensor Start(int trial) => (trial - noises) switch
        {
            0 => rows.Box.Lower,
            1 => rows.Box.Upper,
            2 => rows.Clean + rows.Box.Farthest(rows.Clean),
            _ => rows.Box.FromUnit((seed * (trial + 1)).frac()),
        };
    }

    /// <summary>Every row, [B] of bool.</summary>
    public static Tensor All(Rows rows) => ones_like(rows.Labels) > 0;

    /// <summary>Which of the rows' points succeed, [B] of bool.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="points">A point for each row, [B, ...].</param>
    /// <param name="which">The rows to ask about, [B] of bool; the others cost nothing and do not succeed.</param>
    public static Tensor Succeed(Rows rows, Tensor points, Tensor which) =>
        rows.IsAdversarial(rows.EvaluateWhere(which, points)).logical_and(which);

    /// <summary>Moves points that succeed towards the clean inputs, as far as halving finds that they still do: along the straight line, in the
    /// maximum norm by clipping.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="points">A point for each row, [B, ...].</param>
    /// <param name="which">The rows to move, [B] of bool.</param>
    /// <param name="precision">The share of the distance that is close enough.</param>
    public static Tensor Approach(Rows rows, Tensor points, Tensor which, double precision)
    {
        var perturbation = points - rows.Clean;
        var length = rows.Norm.Length(perturbation);
        var (near, far) = (zeros_like(length), ones_like(length));
        var halvings = Math.Clamp((int)Math.Ceiling(-Math.Log2(precision)), FewestHalvings, MostHalvings);
        for (var halving = 0; halving < halvings; halving++)
        {
            using var scope = NewDisposeScope();
            var middle = (near + far) / 2;
            var succeeds = Succeed(rows, At(middle), which);
            (near, far) = (where(succeeds, near, middle).MoveToOuterDisposeScope(), where(succeeds, middle, far).MoveToOuterDisposeScope());
        }

        return where((far < 1).Over(points), At(far), points);

        Tensor At(Tensor share) => rows.Box.Clamp(rows.Clean + (rows.Norm == Norm.Linf
            ? Norm.Linf.Project(perturbation, share * length, rows.Clean, rows.Box)
            : perturbation * share.Over(perturbation)));
    }
}
