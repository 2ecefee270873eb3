using CsCheck;
using RobustnessGate.Runner.Checkpoints;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Checkpoints;

/// <summary>Whatever happens to the bytes of a checkpoint, it is recognised or refused with a message.</summary>
public sealed class CheckpointFuzzTests : IDisposable
{
    private const long Iterations = 2000;
    private const long MostAllocated = 10_000_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tiny.dat")]
    [InlineData("tiny.pt")]
    [InlineData("tiny-state-dict-legacy.pth")]
    public void A_damaged_file_is_recognised_or_refused(string name) => Damage.Of(File.ReadAllBytes(Fixture.PathOf(name))).Sample(
        damaged =>
        {
            var path = _folder.Write(name, damaged);
            var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                CheckpointContents.Of(path);
                DatFile.ReadEntries(path);
            }
            catch (GateException exception)
            {
                Assert.NotEmpty(exception.Message);
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocatedBefore, 0, MostAllocated);
        },
        iter: Iterations,
        threads: 1);
}
