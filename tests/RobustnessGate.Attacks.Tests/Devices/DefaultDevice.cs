using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Devices;

/// <summary>Tests that change what device a tensor is made on when none is named, which no other test may run beside.</summary>
[CollectionDefinition(nameof(DefaultDevice), DisableParallelization = true)]
public sealed class DefaultDevice
{
    /// <summary>Until the result is disposed, a tensor that is made without a device has no values: what meets it throws, as what meets a tensor of
    /// another device does.</summary>
    public static IDisposable WithoutValues() => new Change();

    private sealed class Change : IDisposable
    {
        private readonly Device former = get_default_device();

        public Change() => set_default_device(META);

        public void Dispose() => set_default_device(former);
    }
}
