using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;
using RobustnessGate.Runner.Tuning;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Tuning;

public sealed class TrainingStateFileTests : IDisposable
{
    private const string Fingerprint = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly StringWriter messages = new();

    private string Path => folder.File(TrainingStateFile.FileName);

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
        messages.Dispose();
    }

    [Fact]
    public void A_state_comes_back_as_it_was()
    {
        var state = State();
        Open().Save(state);

        var loaded = Open().Load()!;

        Assert.Equal(state.Tensors.Keys.Order(StringComparer.Ordinal), loaded.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.All(state.Tensors, entry =>
        {
            Assert.Equal((entry.Value.dtype, string.Join(',', entry.Value.shape)), (loaded.Tensors[entry.Key].dtype, string.Join(',', loaded.Tensors[entry.Key].shape)));
            Assert.Equal(entry.Value.contiguous().bytes.ToArray(), loaded.Tensors[entry.Key].bytes.ToArray());
        });
        Assert.Equal(state.Optimizer, loaded.Optimizer);
        Assert.Equal(state.Position with { Errors = [], Curve = [] }, loaded.Position with { Errors = [], Curve = [] });
        Assert.Equal(state.Position.Errors, loaded.Position.Errors);
        Assert.Equal(state.Position.Curve, loaded.Position.Curve);
    }

    [Fact]
    public void A_state_without_optimizer_comes_back_too()
    {
        Open().Save(State() with { Optimizer = [] });

        Assert.Empty(Open().Load()!.Optimizer);
    }

    [Fact]
    public void The_state_of_another_training_counts_as_none()
    {
        Open().Save(State());

        Assert.Null(new TrainingStateFile(Path, new string('b', 64), Log()).Load());
    }

    [Fact]
    public void Where_there_is_no_file_there_is_no_state() => Assert.Null(Open().Load());

    [Fact]
    public void A_state_cut_off_anywhere_counts_as_none()
    {
        var valid = Saved();
        Assert.All(Enumerable.Range(0, valid.Length), length => Assert.Null(Read(valid[..length])));
    }

    [Fact]
    public void A_state_with_more_behind_it_counts_as_none() => Assert.Null(Read([.. Saved(), 0]));

    // The header's padding and the order of its entries are free; nothing that is read is.
    [Fact]
    public void A_state_with_a_changed_byte_counts_as_none_or_is_the_same()
    {
        var valid = Saved();
        var expected = Described(Read(valid)!);
        var same = 0;
        for (var at = 0; at < valid.Length; at++)
        {
            foreach (var change in (byte[])[0x01, 0x0F, 0x20, 0x55, 0x80])
            {
                var damaged = (byte[])valid.Clone();
                damaged[at] ^= change;
                if (Read(damaged) is { } state)
                {
                    Assert.Equal(expected, Described(state));
                    same++;
                }
            }
        }

        Assert.InRange(same, 0, valid.Length / 10);
    }

    [Theory]
    [InlineData("F32", "I32")]
    [InlineData("[2,3]", "[3,2]")]
    [InlineData("U8", "I8")]
    public void Numbers_of_another_type_or_shape_count_as_damage(string written, string read)
    {
        var text = System.Text.Encoding.Latin1.GetString(Saved());
        Assert.Contains(written, text, StringComparison.Ordinal);

        Assert.Null(Read(System.Text.Encoding.Latin1.GetBytes(text.Replace(written, read, StringComparison.Ordinal))));
    }

    [Fact]
    public void Where_a_state_cannot_be_kept_it_is_said_once_and_the_training_goes_on()
    {
        Directory.CreateDirectory(Path);
        var file = Open();

        file.Save(State());
        file.Save(State());

        Assert.False(file.IsDue);
        Assert.Single(messages.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("goes on without", messages.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_training_that_is_over_is_forgotten()
    {
        var file = Open();
        file.Save(State());

        file.Delete();

        Assert.Null(Open().Load());
        Assert.False(File.Exists(Path));
    }

    private static TrainingState State() => new(
        new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["weights/fc.weight"] = arange(6, dtype: float32).reshape(2, 3) / 7,
            ["weights/fc.weight of a transposed layer"] = arange(6, dtype: float32).reshape(2, 3).t(),
            ["weights/steps"] = tensor(5L),
            ["memory/mask"] = tensor([true, false]),
            ["best/empty"] = zeros(0, 3),
        },
        [1, 2, 3, 255],
        new TrainingPosition
        {
            Epoch = 2,
            Step = 7,
            LossSum = 0.1 + 0.2,
            Done = 1.0 / 3,
            Seconds = 12.5,
            Passes = new PassCount(1L << 40, 3),
            AveragedSteps = 4,
            Strengthened = 1,
            RolledBack = true,
            BestProbe = 0.7,
            Errors = [0.25, 0.5],
            Curve = [new EpochResult(0, double.NaN, 0.9, 0.1, 0, new PassCount(5, 6), 0.5), new EpochResult(1, 2.5, 0.8, 0.4, 0.01, new PassCount(50, 60), 1.5) { RolledBack = true }],
            BestEpoch = 1,
        });

    private static string Described(TrainingState state) => string.Join('\n', [
        .. state.Tensors.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key} {entry.Value.dtype} [{string.Join(',', entry.Value.shape)}] {Convert.ToHexString(entry.Value.bytes)}"),
        Convert.ToHexString(state.Optimizer),
        $"{state.Position with { Errors = [], Curve = [] }} {string.Join(' ', state.Position.Errors)} {string.Join(' ', state.Position.Curve)}",
    ]);

    private TrainingState? Read(byte[] bytes)
    {
        File.WriteAllBytes(Path, bytes);
        return Open().Load();
    }

    private byte[] Saved()
    {
        Open().Save(State());
        return File.ReadAllBytes(Path);
    }

    private TrainingStateFile Open() => new(Path, Fingerprint, Log());

    private MessageLog Log() => new(new TextSink(messages), Verbosity.Normal);
}
