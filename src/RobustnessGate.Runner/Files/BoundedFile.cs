namespace RobustnessGate.Runner.Files;

/// <summary>Reads files that anybody may have written, up to a size.</summary>
internal static class BoundedFile
{
    private const int ChunkBytes = 1 << 16;

    /// <exception cref="InvalidDataException">It is larger.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] Read(string path, int most)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var content = new MemoryStream(capacity: file.CanSeek ? (int)Math.Min(file.Length, most) : 0);
        var chunk = new byte[ChunkBytes];
        // To the limit, not by the length: a pipe has none.
        for (var read = file.Read(chunk); read > 0; read = file.Read(chunk))
        {
            content.Write(chunk, 0, read);
            if (content.Length > most)
            {
                throw new InvalidDataException(FormattableString.Invariant($"it is larger than {most >> 20} MiB"));
            }
        }

        return content.ToArray();
    }
}
