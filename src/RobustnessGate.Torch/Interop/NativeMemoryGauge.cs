namespace TorchSharp;

/// <summary>
/// Keeps count of the tensor memory that managed objects hold, and asks for a collection when undisposed tensors may have
/// piled up. The runtime's own memory pressure counts what was allocated, so a loop that disposes everything would still
/// make it collect; this counts what is held.
/// </summary>
internal static class NativeMemoryGauge
{
    /// <summary>Net growth since the last collection that is worth a collection: small beside a machine's memory, large beside a batch.</summary>
    private const long Step = 256L << 20;

    private static long held;
    private static long floor;
    private static int collecting;

    /// <summary>Bytes of tensor storage held by live managed tensors.</summary>
    internal static long Held => Interlocked.Read(ref held);

    internal static void Add(long bytes)
    {
        var now = Interlocked.Add(ref held, bytes);
        if (now - Interlocked.Read(ref floor) > Step)
        {
            Collect(now);
        }
    }

    internal static void Remove(long bytes)
    {
        var now = Interlocked.Add(ref held, -bytes);
        if (now < Interlocked.Read(ref floor))
        {
            Interlocked.Exchange(ref floor, now);
        }
    }

    private static void Collect(long now)
    {
        if (Interlocked.Exchange(ref collecting, 1) == 1)
        {
            return;
        }

        Interlocked.Exchange(ref floor, now);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        Interlocked.Exchange(ref collecting, 0);
    }
}
