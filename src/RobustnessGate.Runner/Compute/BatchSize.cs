using TorchSharp;

namespace RobustnessGate.Runner.Compute;

/// <summary>How many examples to attack together when the user leaves it to the tool. A function of the example's size and the
/// kind of device alone, never of free memory, so that every machine cuts the same batches and gets the same bits.</summary>
internal static class BatchSize
{
    // A processor gains nothing from more; a GPU needs more to be busy.
    private static readonly (int Examples, long Values) Processor = (256, 1L << 22);
    private static readonly (int Examples, long Values) Gpu = (1024, 1L << 24);

    public static int Auto(long valuesOfAnExample, DeviceType device)
    {
        var (examples, values) = device == DeviceType.CPU ? Processor : Gpu;
        return (int)Math.Clamp(values / Math.Max(1, valuesOfAnExample), 1, examples);
    }
}
