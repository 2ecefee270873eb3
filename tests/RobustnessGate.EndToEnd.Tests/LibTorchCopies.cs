namespace RobustnessGate.EndToEnd.Tests;

/// <summary>Folders with a libtorch that can be used, and with some that cannot. Made on Linux only.</summary>
public sealed class LibTorchCopies : IDisposable
{
    private const string Core = "libtorch_cpu.so";

    private readonly string root = Directory.CreateTempSubdirectory("robustness-gate-libtorch-copies-").FullName;

    public LibTorchCopies()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Copy("whole");
        Copy("older");
        Copy("ancient");
        Copy("damaged");
        Directory.CreateDirectory(this["empty"]);
        Split("whole", "first", "second");
        MakeOlder(PathOf("older", Core));
        HideVersion(PathOf("ancient", Core));
        File.WriteAllText(PathOf("damaged", Core), "This is no library, although it is long enough to be looked at as if it were one.");
    }

    /// <summary>The package that they are copies of.</summary>
    internal static string Package { get; } = Path.Combine(Locations.NuGetPackages, "libtorch-cpu-linux-x64", "2.10.0");

    /// <summary>The full path of one of the folders, or of one that does not exist.</summary>
    public string this[string folder] => Path.Combine(root, folder);

    public void Dispose() => Directory.Delete(root, recursive: true);

    private string PathOf(string folder, string file) => Path.Combine(this[folder], file);

    private void Copy(string folder)
    {
        Directory.CreateDirectory(this[folder]);
        foreach (var file in (string[])["libc10.so", "libgomp-98b21ff3.so.1", Core, "libtorch.so"])
        {
            File.Copy(Path.Combine(Package, "runtimes", "linux-x64", "native", file), PathOf(folder, file));
        }
    }

    /// <summary>As CUDA's packages are: what a library needs is in another folder than the library.</summary>
    private void Split(string folder, string first, string second)
    {
        foreach (var file in Directory.EnumerateFiles(this[folder]))
        {
            var part = Path.GetFileName(file).Contains("torch", StringComparison.Ordinal) ? second : first;
            Directory.CreateDirectory(this[part]);
            File.CreateSymbolicLink(PathOf(part, Path.GetFileName(file)), file);
        }
    }

    /// <summary>Changes the number that the function returns which tells the version: 2.10.0 becomes 2.9.0.</summary>
    private static void MakeOlder(string library) => Change(library, (elf, bytes) =>
    {
        var (code, length, _) = elf.Function("aoti_torch_abi_version");
        bytes.Position = code;
        var instructions = new byte[length];
        bytes.ReadExactly(instructions);
        // The highest bytes of the number are patch, minor and major.
        bytes.Position = code + instructions.AsSpan().IndexOf("\0\n\u0002"u8) + 1;
        bytes.WriteByte(9);
    });

    /// <summary>Takes away the name of that function, as if there were none.</summary>
    private static void HideVersion(string library) => Change(library, (elf, bytes) =>
    {
        bytes.Position = elf.Function("aoti_torch_abi_version").Name;
        bytes.WriteByte((byte)'_');
    });

    private static void Change(string file, Action<ElfFile, Stream> change)
    {
        using var bytes = File.Open(file, FileMode.Open, FileAccess.ReadWrite);
        change(new ElfFile(bytes), bytes);
    }
}
