using System.Globalization;
using RobustnessGate.Runner.Compute;
using TorchSharp;

namespace RobustnessGate.Runner.Tests.Compute;

public class NativeHeapTests
{
    private const long Elements = 4 << 20;
    private const long PagesOfATensor = Elements * sizeof(float) / 4096;

    [Fact]
    public void Memory_of_freed_tensors_is_used_again_without_asking_the_kernel()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Page faults are counted on Linux.");
        NativeHeap.KeepFreedMemory();
        // Alignment lets the heap grow a few times before the same place is found again.
        FillAndFree(times: 20);
        var before = PageFaults();

        FillAndFree(times: 20);

        Assert.InRange(PageFaults() - before, 0, PagesOfATensor);
    }

    private static void FillAndFree(int times)
    {
        for (var round = 0; round < times; round++)
        {
            using var tensor = torch.ones(Elements);
        }
    }

    // The tenth field of the statistics of this thread alone: other tests run beside it.
    private static long PageFaults()
    {
        var afterName = File.ReadAllText("/proc/thread-self/stat").Split(')')[^1];
        return long.Parse(afterName.Split(' ', StringSplitOptions.RemoveEmptyEntries)[7], CultureInfo.InvariantCulture);
    }
}
