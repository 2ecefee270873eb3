using CsCheck;
using RobustnessGate.Attacks;
using RobustnessGate.Attacks.Tests.Models;
using RobustnessGate.Runner.Evidence;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;
using TorchSharp;

namespace RobustnessGate.Runner.Tests.Evidence;

public sealed class EvidenceFileTests : IDisposable
{
    private static readonly ThreatModel _threatModel = new(Norm.L2, 8.0 / 255, new Bounds(-1, 1.5));

    private readonly TemporaryFolder _folder = new();

    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_is_written_is_read()
    {
        var written = TwoWitnesses();

        EvidenceFile.Write(_folder.File(EvidenceFile.FileName), written);
        var read = EvidenceFile.Read(_folder.File(EvidenceFile.FileName));

        Assert.Equal(written.ThreatModel, read.ThreatModel);
        Assert.Equal(("c0", "d0"), (read.CheckpointSha256, read.DatasetSha256));
        Assert.Equal(written.ExampleShape, read.ExampleShape);
        Assert.Equal(written.Entries.Select(WithoutInputs), read.Entries.Select(WithoutInputs));
        Assert.All(written.Entries.Zip(read.Entries), pair => Assert.True(torch.allclose(pair.First.Witness, pair.Second.Witness, 0, 0)));
        Assert.All(written.Entries.Zip(read.Entries), pair => Assert.True(torch.allclose(pair.First.Clean!, pair.Second.Clean!, 0, 0)));
    }

    [Fact]
    public void Evidence_from_before_clean_inputs_were_kept_is_read_without_them()
    {
        var written = TwoWitnesses();
        EvidenceFile.Write(_folder.File(EvidenceFile.FileName), written with { Entries = [.. written.Entries.Select(entry => entry with { Clean = null })] });

        var read = EvidenceFile.Read(_folder.File(EvidenceFile.FileName));

        Assert.Equal(2, read.Entries.Count);
        Assert.All(read.Entries, entry => Assert.Null(entry.Clean));
    }

    [Fact]
    public void A_mask_is_evidence_too()
    {
        var mask = torch.tensor(new float[] { 0, 1, 0.5f, 2 }, [1, 2, 2]);
        EvidenceFile.Write(_folder.File(EvidenceFile.FileName), TwoWitnesses() with { ThreatModel = _threatModel with { Mask = mask } });

        var read = EvidenceFile.Read(_folder.File(EvidenceFile.FileName));

        Assert.True(torch.allclose(mask, read.ThreatModel.Mask!, 0, 0));
    }

    [Fact]
    public void A_run_that_broke_nothing_has_evidence_of_no_rows()
    {
        EvidenceFile.Write(_folder.File(EvidenceFile.FileName), TwoWitnesses() with { Entries = [] });

        var read = EvidenceFile.Read(_folder.File(EvidenceFile.FileName));

        Assert.Empty(read.Entries);
        Assert.Equal([1, 2, 2], read.ExampleShape);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_leaves_nothing()
    {
        var file = _folder.Write("out", [1]);

        Expect.Gate(Codes.OutputNotWritable, () => EvidenceFile.Write(Path.Combine(file, EvidenceFile.FileName), TwoWitnesses()));
    }

    [Fact]
    public void Damaged_evidence_is_read_or_refused()
    {
        var path = _folder.File(EvidenceFile.FileName);
        EvidenceFile.Write(path, TwoWitnesses());

        Damage.Of(File.ReadAllBytes(path)).Sample(
            damaged =>
            {
                using var scope = torch.NewDisposeScope();
                File.WriteAllBytes(path, damaged);
                try
                {
                    EvidenceFile.Read(path);
                }
                catch (InvalidDataException exception)
                {
                    Assert.NotEmpty(exception.Message);
                }
            },
            iter: 1000,
            threads: 1);
    }

    private static EvidenceRecord TwoWitnesses()
    {
        var draws = new Drawn(1);
        return new(_threatModel, "c0", "d0", [1, 2, 2],
        [
            new EvidenceEntry(4, 1, 2, "PGD", 0.03, draws.Uniform(1, 1, 2, 2), draws.Uniform(1, 1, 2, 2)),
            new EvidenceEntry(9, 0, -1, "FGSM", 0.02, draws.Uniform(1, 1, 2, 2), draws.Uniform(1, 1, 2, 2)),
        ]);
    }

    private static EvidenceEntry WithoutInputs(EvidenceEntry entry) => entry with { Witness = null!, Clean = null };
}
