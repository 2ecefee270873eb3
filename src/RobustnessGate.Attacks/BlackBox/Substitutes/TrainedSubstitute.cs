namespace RobustnessGate.Attacks;

/// <summary>A trained network as a model to differentiate.</summary>
internal sealed class TrainedSubstitute(SubstituteNetwork network, TorchSharp.torch.Device device) : IDisposable
{
    /// <summary>The network; what it costs is not the victim's.</summary>
    public Victim Model { get; } = new(network, device);

    public void Dispose()
    {
        Model.Dispose();
        network.Dispose();
    }
}
