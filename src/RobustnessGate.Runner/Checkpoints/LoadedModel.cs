using static TorchSharp.torch;

namespace RobustnessGate.Runner.Checkpoints;

/// <summary>The model of a run, on its device.</summary>
/// <param name="Model">Takes [B, ...] inputs, returns [B, classes] scores.</param>
/// <param name="Module">The same object, for its parameters.</param>
/// <param name="Kind">What it was made from, for reports: <c>TorchScript</c> or <c>module class</c>.</param>
/// <param name="Files">The files it was read from: the checkpoint, then the assembly of its class.</param>
internal sealed record LoadedModel(nn.IModule<Tensor, Tensor> Model, nn.Module Module, string Kind, IReadOnlyList<string> Files) : IDisposable
{
    public void Dispose() => Module.Dispose();
}
