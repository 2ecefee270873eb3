using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Models;

// Here and nowhere else: each call names its generator.
#pragma warning disable RS0030

// The generator goes with its finalizer: the tests' numbers are to read like numbers.
#pragma warning disable CA1001

/// <summary>Random tensors from a generator of their own. Tests run side by side, so that libtorch's one generator would not give each the same
/// numbers.</summary>
internal sealed class Drawn(long seed)
{
    private readonly Generator generator = new((ulong)seed);

    /// <summary>Numbers between 0 and 1.</summary>
    public Tensor Uniform(params long[] shape) => rand(shape, generator: generator);

    /// <summary>Standard normal numbers.</summary>
    public Tensor Normal(params long[] shape) => randn(shape, generator: generator);

    /// <summary>Whole numbers from 0 to below a limit.</summary>
    public Tensor Below(long limit, params long[] shape) => randint(0, limit, shape, dtype: ScalarType.Int64, generator: generator);

    /// <summary>The numbers from 0 to below a count, in any order.</summary>
    public Tensor Order(long count) => randperm(count, generator: generator);
}
