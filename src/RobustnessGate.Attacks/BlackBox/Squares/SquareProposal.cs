using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>What the Square attack tries next, in a norm.</summary>
internal abstract class SquareProposal
{
    private static readonly CornerSquares Linf = new();
    private static readonly BumpSquares L2 = new(2);
    private static readonly BumpSquares L1 = new(1);

    /// <summary>The proposals of a norm.</summary>
    public static SquareProposal In(Norm norm) => norm == Norm.Linf ? Linf : norm == Norm.L2 ? L2 : L1;

    /// <summary>The first points, [B, ...]; also sets what state the proposals need.</summary>
    public abstract Tensor Begin(Rows rows);

    /// <summary>Points to try instead of the candidates, [B, ...].</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="share">The share of the input that a window covers, by the row's iteration.</param>
    public abstract Tensor Propose(Rows rows, Func<int, double> share);
}
