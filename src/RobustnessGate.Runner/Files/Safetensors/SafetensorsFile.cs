using System.Buffers.Binary;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Files.Safetensors;

/// <summary>
/// Reads and writes the safetensors format: an 8-byte little-endian header length, a JSON header of names, dtypes, shapes and
/// offsets, then the elements. Nothing in a file is executed, and a file that does not keep to the format in every respect is refused.
/// </summary>
internal static class SafetensorsFile
{
    /// <summary>Reads every tensor of a file onto the CPU. The tensors belong to the current dispose scope.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not well-formed safetensors; the message names the file and the tensor.</exception>
    public static Dictionary<string, Tensor> Load(string path)
    {
        using var stream = File.OpenRead(path);
        return Load(stream, path);
    }

    /// <summary>Reads every tensor of a seekable stream onto the CPU.</summary>
    /// <param name="stream">From its current position to its end.</param>
    /// <param name="name">What to call the stream in messages.</param>
    /// <exception cref="InvalidDataException">The content is not well-formed safetensors.</exception>
    public static Dictionary<string, Tensor> Load(Stream stream, string name = "the stream")
    {
        var header = SafetensorsHeader.Read(stream, name);
        var start = stream.Position;
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        try
        {
            foreach (var entry in header.Entries)
            {
                var tensor = empty([.. entry.Shape], dtype: entry.Dtype);
                tensors.Add(entry.Name, tensor);
                stream.Position = start + entry.Begin;
                stream.ReadExactly(tensor.bytes);
            }

            return tensors;
        }
        catch
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }

            throw;
        }
    }

    /// <summary>Reads what tensors a seekable stream holds, in the order of their elements, and leaves it at the first element.</summary>
    /// <param name="stream">From its current position to its end.</param>
    /// <param name="name">What to call the stream in messages.</param>
    /// <exception cref="InvalidDataException">The content is not well-formed safetensors.</exception>
    public static IReadOnlyList<SafetensorsEntry> ReadEntries(Stream stream, string name = "the stream") => SafetensorsHeader.Read(stream, name).Entries;

    /// <summary>Reads the free-form text entries of a file; empty when it has none.</summary>
    /// <exception cref="InvalidDataException">The file is not well-formed safetensors.</exception>
    public static Dictionary<string, string> ReadMetadata(string path)
    {
        using var stream = File.OpenRead(path);
        return SafetensorsHeader.Read(stream, path).Metadata;
    }

    /// <summary>
    /// Writes tensors to a file, whole or not at all. The same tensors give the same bytes: names are in ordinal order, elements
    /// lie widest type first, so that each tensor is aligned.
    /// </summary>
    /// <exception cref="NotSupportedException">The format has no name for a tensor's dtype.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = File.Create(temporary))
            {
                Save(stream, tensors, metadata);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes tensors to a stream, which stays open.</summary>
    /// <exception cref="NotSupportedException">The format has no name for a tensor's dtype.</exception>
    public static void Save(Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var laidOut = SafetensorsHeader.LayOut(tensors);
        var header = SafetensorsHeader.Write(laidOut, metadata);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        using var unrecorded = no_grad();
        foreach (var entry in laidOut.OrderBy(entry => entry.Begin))
        {
            using var local = tensors[entry.Name].cpu();
            using var dense = local.contiguous();
            stream.Write(dense.bytes);
        }
    }
}
