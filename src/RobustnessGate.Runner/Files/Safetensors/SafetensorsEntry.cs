using TorchSharp;

namespace RobustnessGate.Runner.Files.Safetensors;

/// <summary>One tensor of a safetensors file before its elements are read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dtype">Type of its elements.</param>
/// <param name="Shape">Sizes of its dimensions.</param>
/// <param name="Begin">Where its elements begin, in bytes behind the header.</param>
/// <param name="End">Where they end.</param>
internal sealed record SafetensorsEntry(string Name, torch.ScalarType Dtype, IReadOnlyList<long> Shape, long Begin, long End);
