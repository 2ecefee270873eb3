using System.Text;
using RobustnessGate.Runner.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Checkpoints;

/// <summary>TorchSharp's weights file, <c>Module.save</c>: a count, then for each tensor its name, element type, sizes and bytes; numbers
/// are unsigned LEB128. Read here before TorchSharp reads it, because TorchSharp believes every length that it finds.</summary>
internal static class DatFile
{
    private const int MaximumDimensions = 64;
    private const int MaximumNameLength = 4096;

    /// <summary>The tensors that a file declares, in its order.</summary>
    /// <exception cref="Messages.GateException">RG0102: it is not such a file, or a damaged one.</exception>
    public static IReadOnlyList<WeightEntry> ReadEntries(string path)
    {
        using var file = InputFile.Open(path, InputKind.Checkpoint);
        return InputFile.Guarded(path, InputKind.Checkpoint, () => ReadEntries(file));
    }

    private static List<WeightEntry> ReadEntries(FileStream file)
    {
        var count = ReadNumber(file);
        if (count > (ulong)file.Length)
            throw new InvalidDataException($"it is neither safetensors nor a TorchSharp .dat file: it declares {count} tensors");

        var names = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<WeightEntry>();
        for (ulong i = 0; i < count; i++)
        {
            var entry = ReadEntry(file);
            if (!names.Add(entry.Name))
                throw new InvalidDataException($"it holds '{entry.Name}' twice");
            entries.Add(entry);
        }

        if (file.Position != file.Length)
            throw new InvalidDataException($"{file.Length - file.Position} bytes follow its last tensor");
        return entries;
    }

    private static WeightEntry ReadEntry(FileStream file)
    {
        var name = ReadName(file);
        var type = ReadType(file, name);
        var dimensions = ReadNumber(file);
        if (dimensions > MaximumDimensions)
            throw new InvalidDataException($"its tensor '{name}' declares {dimensions} dimensions");

        var shape = new long[dimensions];
        UInt128 bytes = (uint)type.ElementSize();
        for (var i = 0; i < shape.Length; i++)
        {
            var size = ReadNumber(file);
            bytes *= size;
            if (size > long.MaxValue || bytes > (UInt128)file.Length)
                throw new EndOfStreamException();
            shape[i] = (long)size;
        }

        if (bytes > (UInt128)(file.Length - file.Position))
            throw new EndOfStreamException();
        file.Seek((long)bytes, SeekOrigin.Current);
        return new WeightEntry(name, type, shape);
    }

    private static string ReadName(FileStream file)
    {
        var length = ReadNumber(file);
        if (length is 0 or > MaximumNameLength)
            throw new InvalidDataException($"it is neither safetensors nor a TorchSharp .dat file: a tensor's name has {length} bytes");

        var bytes = new byte[length];
        file.ReadExactly(bytes);
        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
    }

    private static ScalarType ReadType(FileStream file, string name)
    {
        var code = ReadNumber(file);
        var type = (ScalarType)Math.Min(code, (ulong)sbyte.MaxValue);
        return Enum.IsDefined(type) ? type : throw new InvalidDataException($"its tensor '{name}' has the unknown element type {code}");
    }

    private static ulong ReadNumber(FileStream file)
    {
        ulong number = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var next = file.ReadByte();
            if (next < 0)
                throw new EndOfStreamException();
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return number;
        }

        throw new InvalidDataException("it is neither safetensors nor a TorchSharp .dat file: a number has more than 63 bits");
    }
}
