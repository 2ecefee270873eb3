using System.Text.Json;

namespace RobustnessGate.Runner.Reports;

/// <summary>Parses JSON that anybody may have written, and refuses what no document of ours holds.</summary>
internal static class UntrustedJson
{
    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="JsonException">It is not JSON, says something twice, holds numbers beyond double precision or lists with null in them.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var document = JsonDocument.Parse(WithoutMark(bytes), _strict);
            try
            {
                Check(document.RootElement);
                return document;
            }
            catch
            {
                document.Dispose();
                throw;
            }
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("a text in it is not Unicode", e);
        }
    }

    // The serializer refuses null for properties, but not in lists, and takes 1e999 for infinity.
    private static void Check(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    Check(property.Value);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Check(item.ValueKind == JsonValueKind.Null ? throw new JsonException("a list in it holds null") : item);
                break;
            case JsonValueKind.Number when !double.IsFinite(element.GetDouble()):
                throw new JsonException("a number in it is too large");
            case JsonValueKind.String:
                _ = element.GetString();
                break;
        }
    }

    // Some editors begin a file with it.
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) => bytes.Span.StartsWith("\uFEFF"u8) ? bytes["\uFEFF"u8.Length..] : bytes;
}
