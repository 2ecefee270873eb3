using System.Diagnostics.CodeAnalysis;

namespace RobustnessGate.Torch;

/// <summary>What stands behind the tensors of this process, and whether it can be used at all.</summary>
public static class TorchRuntime
{
    /// <summary>Who provides the <c>TorchSharp</c> names: <c>System</c> (the libtorch of this machine) or <c>TorchSharp</c> (the packages).</summary>
    public static string Provider => TorchProvider.Name;

    /// <summary>The version of libtorch, as libtorch says it.</summary>
    /// <exception cref="DllNotFoundException">libtorch cannot be loaded; see <see cref="IsAvailable"/>.</exception>
    public static string LibTorchVersion => TorchProvider.LibTorchVersion;

    /// <summary>How libtorch was built (compiler, BLAS, instruction sets), several lines; null where the provider cannot tell.</summary>
    /// <exception cref="DllNotFoundException">libtorch cannot be loaded; see <see cref="IsAvailable"/>.</exception>
    public static string? BuildConfiguration => TorchProvider.BuildConfiguration;

    /// <summary>
    /// The library that multiplies matrices: <c>OpenBLAS</c>, <c>MKL</c>, <c>BLIS</c>, <c>reference BLAS</c> (a tenth of the others'
    /// speed) or <c>unknown</c>.
    /// </summary>
    /// <exception cref="DllNotFoundException">libtorch cannot be loaded; see <see cref="IsAvailable"/>.</exception>
    public static string Blas => BlasLibrary.Find(BuildConfiguration, LibTorchVersion.Length > 0 ? BlasLibrary.MappedFiles() : []);

    /// <summary>Whether libtorch can be loaded; if not, one sentence says what is missing and what to install.</summary>
    public static bool IsAvailable([NotNullWhen(false)] out string? reason)
    {
        reason = TorchProvider.WhyUnavailable();
        return reason is null;
    }
}
