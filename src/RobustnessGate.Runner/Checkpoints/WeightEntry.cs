using static TorchSharp.torch;

namespace RobustnessGate.Runner.Checkpoints;

/// <summary>One named tensor of a weights file or of a module: what must agree for the one to be loaded into the other.</summary>
/// <param name="Name">Name in the state dictionary.</param>
/// <param name="Type">Element type; null where any can be converted.</param>
/// <param name="Shape">Sizes of the dimensions.</param>
internal sealed record WeightEntry(string Name, ScalarType? Type, IReadOnlyList<long> Shape)
{
    public string Layout => $"{(Type is { } type ? $"{type} " : "")}[{string.Join(", ", Shape)}]";
}
