using System.Globalization;
using RobustnessGate.Runner.Compute;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Doctor;

/// <summary>Looks at everything that a run of the gate depends on.</summary>
internal static class Checkup
{
    /// <summary>libtorch does 20 and more on one core of any machine of the last ten years.</summary>
    private const double SlowGigaflops = 8;

    public static IEnumerable<Finding> Examine()
    {
        yield return new Finding(Health.Good, "TorchSharp", LibTorch.TorchSharpVersion);
        if (LibTorch.WhyUnavailable() is { } reason)
        {
            yield return new Finding(Health.Broken, "libtorch", "cannot be loaded", reason);
            yield break;
        }

        yield return new Finding(Health.Good, "libtorch", LibTorch.Version);
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

    internal static Finding Product(double gigaflops) => gigaflops < SlowGigaflops
        ? new Finding(Health.Poor, "matrix product", Invariant($"{gigaflops:N1} GFLOP/s"), "the machine is busy with something else, or too old for fast instructions; a run will take long")
        : new Finding(Health.Good, "matrix product", Invariant($"{gigaflops:N1} GFLOP/s"));

    private static Finding Devices() => cuda.is_available()
        ? new Finding(Health.Good, "devices", Invariant($"cpu, {cuda.device_count()} CUDA"))
        : new Finding(Health.Good, "devices", "cpu (this libtorch sees no CUDA device)");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
