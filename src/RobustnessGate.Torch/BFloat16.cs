using System.Globalization;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The upper half of a single: eight exponent bits, seven of mantissa.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct BFloat16 : IEquatable<BFloat16>
{
    private readonly ushort bits;

    public BFloat16(float value) => bits = Round(value);

    public static explicit operator BFloat16(float value) => new(value);

    public static explicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.bits << 16);

    public static bool operator ==(BFloat16 left, BFloat16 right) => (float)left == (float)right;

    public static bool operator !=(BFloat16 left, BFloat16 right) => !(left == right);

    public bool Equals(BFloat16 other) => bits == other.bits;

    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    public override int GetHashCode() => bits;

    public override string ToString() => ((float)this).ToString(CultureInfo.InvariantCulture);

    /// <summary>Rounds to nearest, ties to even, and keeps not-a-number what it is.</summary>
    private static ushort Round(float value)
    {
        var raw = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)((raw >> 16) | 0x40) : (ushort)((raw + 0x7FFF + ((raw >> 16) & 1)) >> 16);
    }
}
