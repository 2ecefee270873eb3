using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Nn;

/// <summary>A module's file, in memory.</summary>
internal static class SavedState
{
    internal static byte[] Of(nn.Module module, params string[] skip)
    {
        using var stream = new MemoryStream();
        module.save(new BinaryWriter(stream), skip);
        return stream.ToArray();
    }

    internal static BinaryReader Reader(byte[] bytes) => new(new MemoryStream(bytes));
}
