using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>How far the inner optimisation of each row has come, and when it has nothing more to gain: when over a tenth of its steps its
/// loss fell by less than a ten-thousandth. The original implementations look at the sum over the batch, which lets one example end
/// another's search; here each row decides by itself.</summary>
internal static class Descent
{
    private const string Steps = "descent.steps";
    private const string Loss = "descent.loss";
    private const double NoProgress = 0.9999;

    public static void Start(Rows rows)
    {
        rows[Steps] = rows.Filled(0);
        rows[Loss] = rows.Filled(double.PositiveInfinity);
    }

    /// <summary>The steps that each row did since it last began, [B].</summary>
    public static Tensor StepsDone(Rows rows) => rows[Steps];

    /// <summary>Counts a step.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="loss">The loss that the step started from, [B].</param>
    /// <param name="steps">The most steps there are.</param>
    /// <param name="abortEarly">End rows without progress.</param>
    /// <returns>The rows whose optimisation ends, [B] of bool.</returns>
    public static Tensor Advance(Rows rows, Tensor loss, int steps, bool abortEarly)
    {
        var isCheck = rows[Steps].remainder(Math.Max(1, steps / 10)) == 0;
        var stalled = isCheck & (loss > NoProgress * rows[Loss]);
        rows.Replace(Loss, isCheck, loss);
        rows[Steps] += 1;
        var spent = rows[Steps] >= steps;
        return abortEarly ? spent | stalled : spent;
    }

    /// <summary>Begins anew on some rows.</summary>
    public static void Restart(Rows rows, Tensor which)
    {
        rows.Replace(Steps, which, 0);
        rows.Replace(Loss, which, double.PositiveInfinity);
    }
}
