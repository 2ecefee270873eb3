using System.Security.Cryptography;
using System.Text;

namespace RobustnessGate.Runner.Files;

/// <summary>SHA-256 digests of input files, as lower-case hexadecimal text.</summary>
internal static class Sha256
{
    /// <exception cref="Messages.GateException">The file cannot be read.</exception>
    public static string OfFile(string path, InputKind kind)
    {
        using var stream = InputFile.Open(path, kind);
        return InputFile.Guarded(path, kind, () => Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <summary>The digest of one file, or of several: then of what <c>sha256sum</c> prints for them in the ordinal order of their
    /// names, so that a folder's path does not matter but a file's name does.</summary>
    /// <exception cref="Messages.GateException">A file cannot be read.</exception>
    public static string OfFiles(IReadOnlyList<string> paths, InputKind kind)
    {
        if (paths.Count == 1)
            return OfFile(paths[0], kind);

        var listing = new StringBuilder();
        foreach (var path in paths.OrderBy(Path.GetFileName, StringComparer.Ordinal))
            listing.Append(OfFile(path, kind)).Append("  ").Append(Path.GetFileName(path)).Append('\n');

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(listing.ToString())));
    }
}
