using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Changes to an attack's state on some of its rows.</summary>
internal static class RowState
{
    /// <summary>A number for each row, [B], the same for all.</summary>
    public static Tensor Filled(this Rows rows, double value) => full(new long[] { rows.Count }, value, ScalarType.Float32, rows.Clean.device);

    /// <summary>Writes a value over the state of the rows whose entry in <paramref name="which"/> [B] is true.</summary>
    public static void Replace(this Rows rows, string name, Tensor which, double value) =>
        rows[name] = rows[name].masked_fill(which.Over(rows[name]), value);

    /// <summary>Writes values, in the state's shape, over the state of the rows whose entry in <paramref name="which"/> [B] is true.</summary>
    public static void Replace(this Rows rows, string name, Tensor which, Tensor values) =>
        rows[name] = where(which.Over(rows[name]), values, rows[name]);
}
