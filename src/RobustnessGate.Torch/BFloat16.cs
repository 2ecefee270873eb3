using System.Globalization;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The upper half of a single: eight exponent bits, seven of mantissa.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct BFloat16 : IEquatable<BFloat16>
{
    private readonly ushort bits;

    public BFloat16(float f) => bits = Round(f);

    public static explicit operator BFloat16(float f) => new(f);

    public static explicit operator float(BFloat16 bf) => BitConverter.UInt32BitsToSingle((uint)bf.bits << 16);

    public static bool operator ==(BFloat16 a, BFloat16 b) => (float)a == (float)b;

    public static bool operator !=(BFloat16 a, BFloat16 b) => !(a == b);

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
