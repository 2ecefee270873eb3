namespace RobustnessGate.Attacks.Tests.Models;

/// <summary>Tests that draw from libtorch's one generator, which no other test may draw from meanwhile.</summary>
[CollectionDefinition(nameof(SharedGenerator), DisableParallelization = true)]
public sealed class SharedGenerator;
