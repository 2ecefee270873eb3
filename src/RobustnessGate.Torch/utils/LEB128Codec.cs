namespace TorchSharp.Utils;

/// <summary>The variable-length integers of TorchSharp's files: seven bits a byte, least significant first.</summary>
internal static class LEB128Codec
{
    internal static void Encode(this BinaryWriter writer, long value) => writer.Write7BitEncodedInt64(value);

    internal static long Decode(this BinaryReader reader) => reader.Read7BitEncodedInt64();
}
