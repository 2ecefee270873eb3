namespace RobustnessGate.Torch.Tests.Nn;

/// <summary>Tests that draw from the generator all threads share, or count all tensors, run alone.</summary>
[CollectionDefinition(nameof(DefaultGenerator), DisableParallelization = true)]
public sealed class DefaultGenerator;
