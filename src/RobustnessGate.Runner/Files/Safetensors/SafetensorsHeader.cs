using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Files.Safetensors;

/// <summary>The JSON header of a safetensors file: read with every rule of the format checked, written the same way every time.</summary>
internal sealed class SafetensorsHeader
{
    private const string MetadataKey = "__metadata__";

    /// <summary>The reference implementation's own limit: a longer header is an attack or a mistake.</summary>
    private const long LongestHeader = 100_000_000;

    private const int Alignment = 8;

    private SafetensorsHeader(List<SafetensorsEntry> entries, Dictionary<string, string> metadata)
    {
        Entries = entries;
        Metadata = metadata;
    }

    /// <summary>The tensors, in the order of their elements.</summary>
    internal List<SafetensorsEntry> Entries { get; }

    internal Dictionary<string, string> Metadata { get; }

    /// <summary>Reads the header and leaves the stream at the first element.</summary>
    internal static SafetensorsHeader Read(Stream stream, string file)
    {
        var available = stream.Length - stream.Position;
        if (available < sizeof(long))
        {
            throw Invalid(file, $"it holds {available} bytes, fewer than the 8 of the header's length");
        }

        Span<byte> lengthBytes = stackalloc byte[sizeof(long)];
        stream.ReadExactly(lengthBytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > LongestHeader)
        {
            throw Invalid(file, $"its header claims {length} bytes, more than the {LongestHeader} allowed");
        }

        if ((long)length > available - sizeof(long))
        {
            throw Invalid(file, $"its header claims {length} bytes, but only {available - sizeof(long)} follow");
        }

        var text = new byte[length];
        stream.ReadExactly(text);
        var header = Parse(text, file);
        header.RequireExactCover(stream.Length - stream.Position, file);
        return header;
    }

    /// <summary>Places tensors one after another, widest elements first, then by name: so every tensor starts at a multiple of its element.</summary>
    internal static List<SafetensorsEntry> LayOut(IReadOnlyDictionary<string, Tensor> tensors)
    {
        var entries = new List<SafetensorsEntry>();
        var begin = 0L;
        foreach (var (name, tensor) in tensors.OrderByDescending(pair => pair.Value.ElementSize).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var end = begin + (tensor.numel() * tensor.ElementSize);
            entries.Add(new SafetensorsEntry(name, tensor.dtype, tensor.shape, begin, end));
            begin = end;
        }

        return entries;
    }

    /// <summary>Compact JSON with names in ordinal order, padded with spaces so that the elements start at a multiple of 8.</summary>
    internal static byte[] Write(List<SafetensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            foreach (var entry in entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                WriteEntry(json, entry);
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null or { Count: 0 })
        {
            return;
        }

        json.WriteStartObject(MetadataKey);
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, SafetensorsEntry entry)
    {
        if (string.Equals(entry.Name, MetadataKey, StringComparison.Ordinal))
        {
            throw new ArgumentException($"A tensor cannot be called {MetadataKey}: safetensors keeps that name for text.", nameof(entry));
        }

        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", SafetensorsDtype.NameOf(entry.Dtype, entry.Name));
        WriteNumbers(json, "shape", entry.Shape);
        WriteNumbers(json, "data_offsets", [entry.Begin, entry.End]);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static SafetensorsHeader Parse(byte[] text, string file)
    {
        if (text.Length == 0 || text[0] != (byte)'{')
        {
            throw Invalid(file, "its header does not begin with {");
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var entries = new List<SafetensorsEntry>();
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (string.Equals(property.Name, MetadataKey, StringComparison.Ordinal))
                {
                    ReadMetadata(property.Value, metadata, file);
                }
                else
                {
                    entries.Add(ReadEntry(property, file));
                }
            }

            return new SafetensorsHeader([.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)], metadata);
        }
        catch (JsonException failure)
        {
            throw Invalid(file, $"its header is not JSON with distinct names ({failure.Message.TrimEnd('.')})", failure);
        }
    }

    private static void ReadMetadata(JsonElement element, Dictionary<string, string> metadata, string file)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Invalid(file, $"{MetadataKey} is not an object");
        }

        foreach (var property in element.EnumerateObject())
        {
            metadata[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw Invalid(file, $"the value of \"{property.Name}\" in {MetadataKey} is not text");
        }
    }

    private static SafetensorsEntry ReadEntry(JsonProperty property, string file)
    {
        var name = property.Name;
        if (property.Value.ValueKind != JsonValueKind.Object)
        {
            throw Invalid(file, $"the entry of tensor \"{name}\" is not an object");
        }

        foreach (var field in property.Value.EnumerateObject())
        {
            if (field.Name is not ("dtype" or "shape" or "data_offsets"))
            {
                throw Invalid(file, $"tensor \"{name}\" has a field \"{field.Name}\" that the format does not know");
            }
        }

        var dtype = ReadDtype(property.Value, name, file);
        var shape = ReadNumbers(property.Value, "shape", name, file);
        var offsets = ReadNumbers(property.Value, "data_offsets", name, file);
        if (offsets.Length != 2 || offsets[1] < offsets[0])
        {
            throw Invalid(file, $"data_offsets of tensor \"{name}\" are not a begin and an end in this order");
        }

        RequireSize(name, dtype, shape, offsets[1] - offsets[0], file);
        return new SafetensorsEntry(name, dtype, shape, offsets[0], offsets[1]);
    }

    private static ScalarType ReadDtype(JsonElement entry, string name, string file)
    {
        if (!entry.TryGetProperty("dtype", out var value) || value.ValueKind != JsonValueKind.String)
        {
            throw Invalid(file, $"tensor \"{name}\" has no dtype");
        }

        return SafetensorsDtype.Parse(value.GetString()!)
            ?? throw Invalid(file, $"tensor \"{name}\" has dtype {value.GetString()}, which cannot be read here");
    }

    private static long[] ReadNumbers(JsonElement entry, string field, string name, string file)
    {
        if (!entry.TryGetProperty(field, out var array) || array.ValueKind != JsonValueKind.Array)
        {
            throw Invalid(file, $"tensor \"{name}\" has no list {field}");
        }

        var numbers = new List<long>();
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out var number) || number < 0)
            {
                throw Invalid(file, $"{field} of tensor \"{name}\" holds {element.GetRawText()}, which is not a whole number from 0 up");
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    private static void RequireSize(string name, ScalarType dtype, long[] shape, long bytes, string file)
    {
        try
        {
            var needed = shape.Aggregate((long)dtype.ElementSize(), (product, size) => checked(product * size));
            if (needed != bytes)
            {
                throw Invalid(file, $"tensor \"{name}\" of shape [{string.Join(", ", shape)}] needs {needed} bytes, but its data_offsets span {bytes}");
            }
        }
        catch (OverflowException overflow)
        {
            throw Invalid(file, $"the shape [{string.Join(", ", shape)}] of tensor \"{name}\" is larger than any memory", overflow);
        }
    }

    /// <summary>The tensors must cover the elements without gap, overlap or remainder, so that no byte has two meanings or none.</summary>
    private void RequireExactCover(long available, string file)
    {
        var covered = 0L;
        foreach (var entry in Entries)
        {
            if (entry.Begin < covered)
            {
                throw Invalid(file, $"tensor \"{entry.Name}\" begins at byte {entry.Begin}, inside the one before it, which ends at byte {covered}");
            }

            if (entry.Begin > covered)
            {
                throw Invalid(file, $"the bytes from {covered} to {entry.Begin}, before tensor \"{entry.Name}\", belong to none");
            }

            if (entry.End > available)
            {
                throw Invalid(file, $"tensor \"{entry.Name}\" ends at byte {entry.End}, but only {available} bytes follow the header: the file is cut short");
            }

            covered = entry.End;
        }

        if (covered != available)
        {
            throw Invalid(file, $"{available - covered} bytes after the last tensor belong to none");
        }
    }

    private static InvalidDataException Invalid(string file, string problem, Exception? cause = null) =>
        new($"{file} is not a valid safetensors file: {problem}.", cause);
}
