using System.Runtime.InteropServices;

namespace RobustnessGate.Runner.Compute;

/// <summary>The memory that libtorch's tensors on a processor live in.</summary>
internal static class NativeHeap
{
    private const string GnuC = "libc.so.6";

    // Parameters of glibc's mallopt(3).
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MappedBlocks = -4;

    // More than a heap of glibc's for a thread, 64 MiB: less, and emptied heaps go back to the system all the same.
    private const int GrowthStep = 128 << 20;

    /// <summary>
    /// Lets freed tensors' memory stay with the process. Left alone, glibc maps every large tensor anew and the kernel clears its pages
    /// again and again, which can take longer than the passes through a model. Does nothing where the C library is another.
    /// </summary>
    public static void KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad(GnuC, out var library) || !NativeLibrary.TryGetExport(library, "mallopt", out var address))
        {
            return;
        }

        var setOption = Marshal.GetDelegateForFunctionPointer<SetOption>(address);
        setOption(MappedBlocks, 0);
        setOption(TrimThreshold, int.MaxValue);
        setOption(TopPad, GrowthStep);
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SetOption(int parameter, int value);
}
