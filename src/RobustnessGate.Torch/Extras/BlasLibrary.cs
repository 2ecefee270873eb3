namespace RobustnessGate.Torch;

/// <summary>
/// Tells which BLAS a process really uses. Debian's libtorch asks for <c>libblas.so.3</c>, behind which any of several libraries may
/// stand, so the files mapped into the process decide before what libtorch was built with.
/// </summary>
internal static class BlasLibrary
{
    internal const string Unknown = "unknown";

    internal static string Find(string? buildConfiguration, IEnumerable<string> mappedFiles)
    {
        var files = mappedFiles.ToList();
        if (files.Exists(file => Has(file, "openblas")))
        {
            return "OpenBLAS";
        }

        if (files.Exists(file => Has(Path.GetFileName(file), "libmkl")))
        {
            return "MKL";
        }

        if (files.Exists(file => Has(Path.GetFileName(file), "libblis") || Has(file, "/blis")))
        {
            return "BLIS";
        }

        if (files.Exists(file => Has(Path.GetFileName(file), "libblas.so")))
        {
            return "reference BLAS";
        }

        return BuiltIn(buildConfiguration ?? string.Empty);
    }

    /// <summary>Every file mapped into this process; empty where the system does not tell.</summary>
    internal static IEnumerable<string> MappedFiles()
    {
        const string maps = "/proc/self/maps";
        return File.Exists(maps)
            ? File.ReadLines(maps).Select(line => line.IndexOf('/', StringComparison.Ordinal) is var start and >= 0 ? line[start..] : string.Empty)
                .Where(path => path.Length > 0).Distinct(StringComparer.Ordinal)
            : [];
    }

    /// <summary>PyTorch's own builds contain their BLAS: no file shows it, the build configuration does.</summary>
    private static string BuiltIn(string configuration)
    {
        if (Has(configuration, "BLAS_INFO=mkl") || Has(configuration, "Math Kernel Library Version"))
        {
            return "MKL";
        }

        return Has(configuration, "BLAS_INFO=open") ? "OpenBLAS" : Unknown;
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
