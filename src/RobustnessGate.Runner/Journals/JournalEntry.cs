using System.Buffers.Binary;
using System.Runtime.InteropServices;
using RobustnessGate.Attacks;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Journals;

/// <summary>What an entry is about.</summary>
/// <param name="Part">Which evaluation of the measurement.</param>
/// <param name="Block">Which block of examples.</param>
/// <param name="Attack">Which attack of the suite.</param>
internal readonly record struct JournalKey(int Part, int Block, int Attack);

/// <summary>What one attack did to one block of examples, as bytes: little-endian, in the order of the fields.</summary>
internal static class JournalEntry
{
    /// <summary>The bytes of the key.</summary>
    public const int LeastBytes = 3 * sizeof(int);

    public static JournalKey KeyOf(ReadOnlySpan<byte> payload) => new(
        BinaryPrimitives.ReadInt32LittleEndian(payload), BinaryPrimitives.ReadInt32LittleEndian(payload[4..]), BinaryPrimitives.ReadInt32LittleEndian(payload[8..]));

    /// <summary>About how many bytes an entry takes.</summary>
    public static long SizeOf(AttackRunResult result) =>
        result.Witnesses.Sum(witness => witness.Input.NumberOfElements * sizeof(float)) + (1L + result.LowestMargins.Count) * 16;

    public static byte[] Write(JournalKey key, AttackRunResult result)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(key.Part);
        writer.Write(key.Block);
        writer.Write(key.Attack);
        Write(writer, result.Passes);
        Write(writer, result.VerificationPasses);
        writer.Write(result.Seconds);
        writer.Write(result.ZeroGradients);
        writer.Write(result.ZeroGradientsOnPath);
        writer.Write(result.Unconfirmed);
        writer.Write(result.NonFiniteOutside);
        writer.Write(result.LowestMargins.Count);
        foreach (var (index, margin) in result.LowestMargins)
        {
            writer.Write(index);
            writer.Write(margin);
        }

        writer.Write(result.Witnesses.Count);
        foreach (var witness in result.Witnesses)
            Write(writer, witness);
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write(JournalKey, AttackRunResult)"/> wrote. The witnesses' inputs belong to no dispose scope, as those of a run.</summary>
    public static AttackRunResult Read(byte[] payload)
    {
        using var reader = new BinaryReader(new MemoryStream(payload, LeastBytes, payload.Length - LeastBytes));
        var (passes, verificationPasses) = (ReadPasses(reader), ReadPasses(reader));
        var seconds = reader.ReadDouble();
        var (zeroGradients, zeroGradientsOnPath, unconfirmed, nonFiniteOutside) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        var margins = new Dictionary<long, float>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            margins.Add(reader.ReadInt64(), reader.ReadSingle());
        var witnesses = new Witness[reader.ReadInt32()];
        for (var position = 0; position < witnesses.Length; position++)
            witnesses[position] = ReadWitness(reader);
        return new AttackRunResult(witnesses, passes, verificationPasses, seconds, zeroGradients, zeroGradientsOnPath, unconfirmed, nonFiniteOutside, margins);
    }

    private static void Write(BinaryWriter writer, PassCount passes)
    {
        writer.Write(passes.Forward);
        writer.Write(passes.Backward);
    }

    private static PassCount ReadPasses(BinaryReader reader) => new(reader.ReadInt64(), reader.ReadInt64());

    private static void Write(BinaryWriter writer, Witness witness)
    {
        writer.Write(witness.Index);
        writer.Write(witness.Predicted);
        writer.Write(witness.Distance);
        writer.Write(witness.NonFinite);
        writer.Write(witness.Survives8Bit);
        writer.Write(witness.Input.shape.Length);
        foreach (var size in witness.Input.shape)
            writer.Write(size);
        writer.Write(MemoryMarshal.AsBytes(witness.Input.data<float>().ToArray().AsSpan()));
    }

    private static Witness ReadWitness(BinaryReader reader)
    {
        var (index, predicted, distance) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadDouble());
        var (nonFinite, survives) = (reader.ReadBoolean(), reader.ReadBoolean());
        var shape = new long[reader.ReadInt32()];
        for (var dimension = 0; dimension < shape.Length; dimension++)
            shape[dimension] = reader.ReadInt64();
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return new Witness(index, tensor(values, shape).DetachFromDisposeScope(), predicted, distance, nonFinite) { Survives8Bit = survives };
    }
}
