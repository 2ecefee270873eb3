using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Models;

// Here and nowhere else: who asks here is alone.
#pragma warning disable RS0030

/// <summary>Tests that draw from libtorch's one generator, as modules and models do that are random, while no other test runs.</summary>
[CollectionDefinition(nameof(SharedGenerator), DisableParallelization = true)]
public sealed class SharedGenerator
{
    /// <summary>Starts libtorch's generator anew.</summary>
    public static void Seed(long seed) => random.manual_seed(seed);

    /// <summary>Numbers between 0 and 1.</summary>
    public static Tensor Uniform(params long[] shape) => rand(shape);

    /// <summary>Standard normal numbers.</summary>
    public static Tensor Normal(params long[] shape) => randn(shape);
}
