using CsCheck;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Boundaries;
using RobustnessGate.Runner.Evidence;
using RobustnessGate.Runner.Tests.Support;
using TorchSharp;

namespace RobustnessGate.Runner.Tests.Boundaries;

public sealed class BoundariesFileTests : IDisposable
{
    private static readonly Provenance _provenance = new(new ThreatModel(Norm.L2, 0.5, Bounds.Unit), "c0", "d0");

    private readonly TemporaryFolder _folder = new();

    private readonly DisposeScope _scope = torch.NewDisposeScope();

    private string Path => _folder.File(BoundariesFile.FileName);

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_is_written_is_read()
    {
        BoundarySlice[] slices =
        [
            new(4, new long[,] { { 0, 1, 2 }, { 3, 4, -1 } }, new float[,] { { 0.5f, 0.25f, 1 }, { 0.125f, 0.75f, 0 } }),
            new(9, new long[,] { { 7, 7, 7 }, { 8, 8, 8 } }, new float[,] { { 1, 1, 1 }, { 0.5f, 0.5f, 0.5f } }),
        ];

        var read = WrittenAndRead(new BoundariesRecord(slices, [-1.5, 0, 1.5], [-1, 1]));

        Assert.Equal([-1.5, 0, 1.5], read.X);
        Assert.Equal([-1, 1], read.Y);
        Assert.Equal([4, 9], read.Slices.Select(slice => slice.Index));
        Assert.All(slices.Zip(read.Slices), pair => Assert.Equal(pair.First.Classes, pair.Second.Classes));
        Assert.All(slices.Zip(read.Slices), pair => Assert.Equal(pair.First.Confidences, pair.Second.Confidences));
    }

    [Fact]
    public void No_slices_are_read_as_none()
    {
        var read = WrittenAndRead(new BoundariesRecord([], [-1, 1], [-1, 1]));

        Assert.Empty(read.Slices);
        Assert.Equal(2, read.X.Count);
    }

    [Fact]
    public void A_class_that_no_model_predicts_is_refused() => Assert.Throws<InvalidDataException>(
        () => WrittenAndRead(new BoundariesRecord([new BoundarySlice(0, new long[,] { { -2 } }, new float[,] { { 1 } })], [0], [0])));

    [Theory]
    [InlineData(1.5f)]
    [InlineData(float.NaN)]
    public void A_confidence_that_is_no_probability_is_refused(float confidence) => Assert.Throws<InvalidDataException>(
        () => WrittenAndRead(new BoundariesRecord([new BoundarySlice(0, new long[,] { { 0 } }, new float[,] { { confidence } })], [0], [0])));

    [Fact]
    public void Damaged_boundaries_are_read_or_refused()
    {
        WrittenAndRead(new BoundariesRecord([new BoundarySlice(0, new long[,] { { 1, 2 } }, new float[,] { { 0.5f, 1 } })], [0, 1], [0]));

        Damage.Of(File.ReadAllBytes(Path)).Sample(
            damaged =>
            {
                using var scope = torch.NewDisposeScope();
                File.WriteAllBytes(Path, damaged);
                try
                {
                    BoundariesFile.Read(Path);
                }
                catch (InvalidDataException exception)
                {
                    Assert.NotEmpty(exception.Message);
                }
            },
            iter: 1000,
            threads: 1);
    }

    private BoundariesRecord WrittenAndRead(BoundariesRecord boundaries)
    {
        BoundariesFile.Write(Path, boundaries, _provenance);
        return BoundariesFile.Read(Path);
    }
}
