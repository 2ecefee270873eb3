using System.Security.Cryptography;
using System.Text;

namespace RobustnessGate.Runner.Compute;

/// <summary>
/// Makes several folders of libraries one to the system's loader: CUDA's packages have in one folder what a library in another needs, under
/// names by which only a library beside it is found.
/// </summary>
internal static class JoinedFolders
{
    /// <returns>The folders to load from.</returns>
    public static IReadOnlyList<string> Join(IReadOnlyList<string> folders)
    {
        if (folders.Count == 1)
        {
            return folders;
        }

        if (OperatingSystem.IsWindows())
        {
            Environment.SetEnvironmentVariable("PATH", string.Join(Path.PathSeparator, folders.Append(Environment.GetEnvironmentVariable("PATH"))));
            return folders;
        }

        return [Links(folders)];
    }

    // Kept under the user's profile: some libraries are loaded when they are first needed, and the same folders are joined by every run.
    private static string Links(IReadOnlyList<string> folders)
    {
        var files = folders.SelectMany(Directory.EnumerateFiles).DistinctBy(Path.GetFileName, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var name = "libtorch-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files))))[..16];
        var joined = Path.Combine(Profile(), "robustness-gate", name);
        if (Directory.Exists(joined))
        {
            return joined;
        }

        var unfinished = Directory.CreateDirectory($"{joined}.{Guid.NewGuid():N}").FullName;
        files.ForEach(file => File.CreateSymbolicLink(Path.Combine(unfinished, Path.GetFileName(file)), file));
        try
        {
            Directory.Move(unfinished, joined);
        }
        catch (IOException) when (Directory.Exists(joined))
        {
            // Another run was faster.
            Directory.Delete(unfinished, recursive: true);
        }

        return joined;
    }

    // Some services have none.
    private static string Profile() =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create) is { Length: > 0 } folder
            ? folder
            : Path.Combine(Path.GetTempPath(), Environment.UserName);
}
