using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>How an attack picks the class it drives towards.</summary>
public enum TargetChoice
{
    /// <summary>No class: away from the true one.</summary>
    None,

    /// <summary>The class with the smallest logit on the clean input.</summary>
    LeastLikely,

    /// <summary>The class with the largest logit on the clean input, the true one aside.</summary>
    MostLikely,

    /// <summary>A class drawn from all but the true one.</summary>
    Random,

    /// <summary>Each of the other classes in turn, one a run, the likeliest on the clean input first.</summary>
    Each,
}

internal static class TargetChoices
{
    /// <summary>The chosen class of each row, [B] of int64.</summary>
    public static Tensor Choose(this TargetChoice choice, Rows rows) => choice switch
    {
        TargetChoice.LeastLikely => Others(rows, double.PositiveInfinity).argmin(1),
        TargetChoice.MostLikely => Others(rows, double.NegativeInfinity).argmax(1),
        TargetChoice.Random => rows.RandomTargets(),
        TargetChoice.Each => ByRun(rows),
        _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, "No target is chosen."),
    };

    /// <summary>For each row the class with the largest logit on the clean input in its first run, the second largest in its second, and so
    /// on and round again, the true one left out, [B] of int64.</summary>
    public static Tensor ByRun(Rows rows) =>
        Likeliest(rows, rows.Classes - 1).gather(1, rows.PerRow((_, run) => run % (rows.Classes - 1)).to(ScalarType.Int64).unsqueeze(1)).squeeze(1);

    /// <summary>For each row the classes with the largest logits on the clean input, the true one left out, as many as asked for or all,
    /// [B, C] of int64.</summary>
    public static Tensor Likeliest(Rows rows, int count)
    {
        var (_, order) = Others(rows, double.NegativeInfinity).sort(1, descending: true);
        return order.narrow(1, 0, Math.Min(count, rows.Classes - 1));
    }

    private static Tensor Others(Rows rows, double instead) =>
        rows.CleanLogits.scatter(1, rows.Labels.unsqueeze(1), full(new long[] { rows.Count, 1 }, instead, rows.CleanLogits.dtype, rows.CleanLogits.device));
}
