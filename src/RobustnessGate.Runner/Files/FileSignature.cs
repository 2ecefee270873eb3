using System.Buffers.Binary;

namespace RobustnessGate.Runner.Files;

/// <summary>What the first bytes of a file say it is.</summary>
internal static class FileSignature
{
    private const int SafetensorsLengthBytes = 8;

    public static bool IsZip(ReadOnlySpan<byte> start) => start.StartsWith("PK"u8);

    public static bool IsGzip(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    /// <summary>Safetensors has no mark, but begins with the length of a JSON object that must lie in the file.</summary>
    public static bool IsSafetensors(ReadOnlySpan<byte> start, long fileLength) =>
        start.Length > SafetensorsLengthBytes
        && start[SafetensorsLengthBytes] == '{'
        && BinaryPrimitives.ReadUInt64LittleEndian(start) <= (ulong)fileLength;
}
