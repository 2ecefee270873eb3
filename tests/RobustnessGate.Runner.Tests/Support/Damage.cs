using CsCheck;

namespace RobustnessGate.Runner.Tests.Support;

/// <summary>Ways in which a file comes to harm.</summary>
internal static class Damage
{
    /// <summary>The bytes cut short, or with up to four of them changed.</summary>
    public static Gen<byte[]> Of(byte[] valid)
    {
        var truncated = Gen.Int[0, valid.Length - 1].Select(length => valid[..length]);
        var changed = Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte).Array[1, 4].Select(changes =>
        {
            var bytes = (byte[])valid.Clone();
            foreach (var (position, value) in changes)
                bytes[position] = value;
            return bytes;
        });
        return Gen.OneOf(truncated, changed, changed);
    }
}
