using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Each row's search for the smallest constant c with which minimising distance + c × loss succeeds: tenfold until it does,
/// then bisection (Carlini and Wagner 2017, arXiv 1608.04644, section V.A, and Carlini's implementation).</summary>
internal static class ConstantSearch
{
    private const string ConstantKey = "search.constant";
    private const string Lower = "search.lower";
    private const string Upper = "search.upper";
    private const string Done = "search.done";
    private const string Found = "search.found";
    private const double NoUpper = 1e10;
    private const double SearchesWithRepeat = 10;

    public static void Start(Rows rows, double constant)
    {
        rows[ConstantKey] = rows.Filled(constant);
        rows[Lower] = rows.Filled(0);
        rows[Upper] = rows.Filled(NoUpper);
        rows[Done] = rows.Filled(0);
        rows[Found] = zeros_like(rows[Done], ScalarType.Bool);
        NearestSuccess.Start(rows);
    }

    /// <summary>The constant of each row, [B].</summary>
    public static Tensor Constant(Rows rows) => rows[ConstantKey];

    /// <summary>Notes the rows [B] that succeed with their present constant, at points [B, ...].</summary>
    public static void NoteSuccess(Rows rows, Tensor points, Tensor successes)
    {
        rows[Found] |= successes;
        NearestSuccess.Note(rows, points, successes);
    }

    /// <summary>Gives the next constant to rows whose optimisation ended, and ends those that have had all, once their nearest success is refined.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="ended">The rows whose optimisation ended, [B] of bool.</param>
    /// <param name="searches">How many constants each row tries.</param>
    public static void Next(Rows rows, Tensor ended, int searches)
    {
        var constant = rows[ConstantKey];
        rows.Replace(Upper, ended & rows[Found], minimum(rows[Upper], constant));
        rows.Replace(Lower, ended & ~rows[Found], maximum(rows[Lower], constant));
        var isBracketed = rows[Upper] < NoUpper;
        rows.Replace(ConstantKey, ended, where(isBracketed, (rows[Lower] + rows[Upper]) / 2, constant * 10));
        rows[Done] += ended;
        // A long search ends on the smallest constant that is known to succeed.
        if (searches >= SearchesWithRepeat)
            rows.Replace(ConstantKey, ended & isBracketed & (rows[Done] == searches - 1), rows[Upper]);
        rows.Replace(Found, ended, 0);
        var isLast = rows[Done] >= searches;
        NearestSuccess.Refine(rows, isLast);
        rows.Finish(isLast);
    }
}
