using System.Globalization;
using RobustnessGate.Runner.Compute;
using RobustnessGate.Runner.Messages;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Doctor;

/// <summary>Looks at everything that a run of the gate depends on.</summary>
internal static class Checkup
{
    /// <summary>libtorch does 20 and more on one core of any machine of the last ten years.</summary>
    private const double SlowGigaflops = 8;

    /// <param name="libTorch">The folders that hold libtorch; null for the one that came with the tool.</param>
    public static IEnumerable<Finding> Examine(string? libTorch)
    {
        yield return new Finding(Health.Good, "TorchSharp", LibTorch.TorchSharpVersion);
        var loaded = Loaded(libTorch);
        yield return loaded;
        if (loaded.Health == Health.Broken)
        {
            yield break;
        }

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

    private static Finding Loaded(string? libTorch)
    {
        try
        {
            LibTorch.Load(libTorch);
            return new Finding(Health.Good, "libtorch", $"{LibTorch.Version} from {LibTorch.Source}");
        }
        catch (GateException e)
        {
            return new Finding(Health.Broken, "libtorch", "cannot be loaded", e.Message);
        }
    }

    private static Finding Devices() => cuda.is_available()
        ? new Finding(Health.Good, "devices", Invariant($"cpu, {cuda.device_count()} CUDA"))
        : new Finding(Health.Good, "devices", "cpu (this libtorch sees no CUDA device)");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
