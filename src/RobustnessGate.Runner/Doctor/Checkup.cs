using System.Globalization;
using RobustnessGate.Torch;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Doctor;

/// <summary>Looks at everything that a run of the gate depends on.</summary>
internal static class Checkup
{
    private const string OpenBlas = "install an optimised one (on Debian: apt install libopenblas0-openmp); attacks then run about ten times as fast";

    /// <summary>An optimised BLAS does 20 and more on one core of any machine of the last ten years; the reference BLAS does 4.</summary>
    private const double SlowGigaflops = 8;

    public static IEnumerable<Finding> Examine()
    {
        yield return new Finding(Health.Good, "binding", TorchRuntime.Provider);
        if (!TorchRuntime.IsAvailable(out var reason))
        {
            yield return new Finding(Health.Broken, "libtorch", "cannot be loaded", reason);
            yield break;
        }

        yield return new Finding(Health.Good, "libtorch", TorchRuntime.LibTorchVersion);
        yield return Blas(TorchRuntime.Blas);
        set_num_threads(Environment.ProcessorCount);
        yield return new Finding(Health.Good, "threads", Invariant($"{get_num_threads()} of {Environment.ProcessorCount} cores"));
        yield return Devices();
        yield return Product(SpeedProbe.MatrixProductGigaflops(CPU));
        yield return new Finding(Health.Good, "small network", Invariant($"{SpeedProbe.ConvolutionPasses(CPU):N0} images a second, forward and backward"));
        if (cuda.is_available())
        {
            yield return new Finding(Health.Good, "matrix product on cuda", Invariant($"{SpeedProbe.MatrixProductGigaflops(CUDA):N0} GFLOP/s"));
            yield return new Finding(Health.Good, "small network on cuda", Invariant($"{SpeedProbe.ConvolutionPasses(CUDA):N0} images a second, forward and backward"));
        }
    }

    internal static Finding Blas(string name) => name.Contains("reference", StringComparison.OrdinalIgnoreCase)
        ? new Finding(Health.Poor, "BLAS", name, OpenBlas)
        : new Finding(Health.Good, "BLAS", name);

    internal static Finding Product(double gigaflops) => gigaflops < SlowGigaflops
        ? new Finding(Health.Poor, "matrix product", Invariant($"{gigaflops:N1} GFLOP/s"), $"this is what the reference BLAS does, or a busy machine: {OpenBlas}")
        : new Finding(Health.Good, "matrix product", Invariant($"{gigaflops:N1} GFLOP/s"));

    private static Finding Devices() => cuda.is_available()
        ? new Finding(Health.Good, "devices", Invariant($"cpu, {cuda.device_count()} CUDA"))
        : new Finding(Health.Good, "devices", "cpu (this libtorch sees no CUDA device)");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
