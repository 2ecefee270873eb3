namespace RobustnessGate.Runner.Settings;

/// <summary>Where a model is.</summary>
/// <param name="Path">The checkpoint file.</param>
/// <param name="Class">Full name of the model class in <paramref name="Assembly"/>; null when the checkpoint is TorchScript.</param>
/// <param name="Assembly">The assembly of the class.</param>
internal sealed record ModelReference(string Path, string? Class = null, string? Assembly = null);
