using TorchSharp;

namespace RobustnessGate.Torch;

/// <summary>Where one tensor lies in the elements that follow a safetensors header, in bytes.</summary>
internal sealed record SafetensorsEntry(string Name, torch.ScalarType Dtype, long[] Shape, long Begin, long End);
