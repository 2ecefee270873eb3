namespace TorchSharp;

/// <summary>Sets whether this thread records operations for gradients, and puts back what was when disposed.</summary>
internal sealed class AutoGradMode : IDisposable
{
    private readonly bool previous;

    internal AutoGradMode(bool enabled)
    {
        previous = NativeSetting.GradEnabled.IsOn();
        NativeSetting.GradEnabled.Write(enabled);
    }

    public void Dispose() => NativeSetting.GradEnabled.Write(previous);
}
