using RobustnessGate.Attacks;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Files.Safetensors;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Datasets;

public sealed class TrainingDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("fashion-256.npz")]
    [InlineData("numpy-uint8-deflated.npz")]
    [InlineData("numpy-float32-stored.npz")]
    [InlineData("numpy-float32-fortran.npz")]
    [InlineData("numpy-float64-big-endian.npz")]
    [InlineData("numpy-float16-fortran-big-endian.npz")]
    [InlineData("numpy-bool.npz")]
    public void Batches_hold_the_floats_that_the_gate_gets(string file) => AssertSameAsTheGates(Fixture.PathOf(file));

    [Fact]
    public void An_idx_pair_gives_the_floats_that_the_gate_gets()
    {
        WritePair("t10k", 300);

        AssertSameAsTheGates(_folder.Path);
    }

    [Theory]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Safetensors_give_the_floats_that_the_gate_and_libtorch_get(ScalarType type)
    {
        var values = (torch.arange(24, dtype: float32).reshape(4, 1, 2, 3) / 25).to(type);
        var path = SaveTensors(values, torch.tensor([0, 1, 2, 0]));

        AssertSameAsTheGates(path);
        using var data = Open(path);
        Assert.Equal(values.to(float32).data<float>().ToArray(), data.Batch([0, 1, 2, 3], CPU).Inputs.data<float>().ToArray());
    }

    [Fact]
    public void A_batch_has_its_examples_in_the_order_asked_for_and_may_repeat_them()
    {
        using var data = Open(Fixture.PathOf("fashion-256.npz"));
        using var gate = Gate(Fixture.PathOf("fashion-256.npz"));
        long[] rows = [200, 3, 255, 3];

        using var batch = data.Batch(rows, CPU);

        Assert.Equal(rows, batch.Rows);
        Assert.Equal([4, 1, 28, 28], batch.Inputs.shape);
        Assert.Equal((float32, int64), (batch.Inputs.dtype, batch.Labels.dtype));
        Assert.True(torch.allclose(gate.Inputs.index_select(0, torch.tensor(rows)), batch.Inputs, 0, 0));
        Assert.True(torch.allclose(gate.Labels.index_select(0, torch.tensor(rows)), batch.Labels, 0, 0));
    }

    [Fact]
    public void Batches_come_in_order_and_each_is_gone_when_the_next_is_asked_for()
    {
        using var data = Open(Fixture.PathOf("fashion-256.npz"));
        long[][] batches = [[0, 1], [2], [255, 254, 253]];
        var inputs = new List<Tensor>();

        foreach (var batch in data.Batches(batches, CPU))
        {
            Assert.Equal(batches[inputs.Count], batch.Rows);
            Assert.True(torch.allclose(data.Batch([.. batch.Rows], CPU).Inputs, batch.Inputs, 0, 0));
            Assert.All(inputs, earlier => Assert.True(earlier.IsInvalid));
            inputs.Add(batch.Inputs);
        }

        Assert.Equal(3, inputs.Count);
        Assert.True(inputs[^1].IsInvalid);
    }

    [Fact]
    public void Of_a_folder_with_a_training_set_and_a_test_set_training_takes_the_one_and_the_gate_the_other()
    {
        WritePair("train", 4);
        WritePair("t10k", 2);

        using var data = Open(_folder.Path);
        using var gate = Gate(_folder.Path);

        Assert.Equal((4, 2), (data.Count, gate.Indices.Count));
        Assert.EndsWith("train-images-idx3-ubyte", data.Files[0], StringComparison.Ordinal);
        Assert.Equal("IDX", data.Format);
        Assert.Equal([1, 2, 2], data.InputShape);
    }

    [Fact]
    public void Of_a_folder_with_a_test_set_alone_training_takes_that()
    {
        WritePair("t10k", 2);

        using var data = Open(_folder.Path);

        Assert.Equal(2, data.Count);
    }

    [Fact]
    public void Equal_inputs_have_equal_hashes_across_formats_whatever_their_label()
    {
        WritePair("train", 65);
        var floats = torch.tensor(Enumerable.Range(0, 8).Select(i => i / 255f).ToArray(), [2, 1, 2, 2]);
        using var bytes = Open(_folder.Path);
        using var fractions = Open(SaveTensors(floats, torch.tensor([7L, 9L])));

        // Elements count modulo 256, so that example 64 is example 0 again.
        Assert.Equal(bytes.Hashes.Take(2), fractions.Hashes);
        Assert.Equal(bytes.Hashes[0], bytes.Hashes[64]);
        Assert.Equal(64, bytes.Hashes.Distinct().Count());
    }

    [Fact]
    public void More_examples_than_are_read_at_once_are_all_there()
    {
        const int Count = 1500;
        const int Length = 4096;
        var labels = Enumerable.Range(0, Count).Select(i => (byte)(i % 7)).ToArray();
        var elements = new byte[Count * Length];
        new Random(1).NextBytes(elements);
        var path = _folder.Write("data.npz", NpzBytes.Archive(
            ("x.npy", NpzBytes.Array("|u1", $"({Count}, {Length})", elements)), ("y.npy", NpzBytes.Array("|u1", $"({Count},)", labels))));
        using var data = Open(path);

        Assert.Equal(labels.Select(label => (long)label), data.Labels);
        foreach (var row in (long[])[0, 1023, 1024, 1025, Count - 1])
        {
            var values = data.Batch([row], CPU).Inputs.data<float>().ToArray();
            Assert.Equal(elements.AsSpan((int)row * Length, Length).ToArray().Select(element => element / 255f), values);
            Assert.Equal(ContentHash.Of(values), data.Hashes[(int)row]);
        }
    }

    [Fact]
    public void What_is_wrong_with_training_data_is_said_of_its_setting()
    {
        var exception = Assert.Throws<GateException>(() => Open(_folder.File("absent.npz")));

        Assert.Equal((Codes.DatasetMissing, "RobustnessFineTuneDataset"), (exception.Code, exception.Setting));
        Assert.Contains("The training dataset '", exception.Message, StringComparison.Ordinal);
        Assert.Contains("correct RobustnessFineTuneDataset", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_check_of_the_gates_loader_holds_for_training_data()
    {
        AssertRefused(Codes.DatasetMismatch, "numpy-one-hot.npz");
        AssertRefused(Codes.LabelOutOfRange, "numpy-float-labels.npz");
        AssertRefused(Codes.DatasetCorrupt, "numpy-objects.npz");
        AssertRefused(Codes.DatasetUnknown, "numpy-single.npy");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1.5f)]
    public void Values_outside_the_bounds_are_refused_and_leave_no_file(float value)
    {
        var path = SaveTensors(torch.tensor([0.5f, value]).reshape(2, 1), torch.tensor([0, 1]));
        var scratch = Directory.CreateDirectory(_folder.File("scratch")).FullName;

        AssertOfItsSetting(Codes.ValueOutOfBounds, () => TrainingData.Open(path, Bounds.Unit, scratch));

        Assert.Empty(Directory.GetFiles(scratch));
    }

    [Fact]
    public void Labels_beyond_the_models_classes_are_named_by_their_example()
    {
        using var data = Open(Fixture.PathOf("numpy-uint8-deflated.npz"));

        data.CheckLabels(classes: 3);

        Assert.Contains("Example 2 ", AssertOfItsSetting(Codes.LabelOutOfRange, () => data.CheckLabels(classes: 2)), StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_of_another_shape_than_the_gates_are_refused()
    {
        using var data = Open(Fixture.PathOf("numpy-uint8-deflated.npz"));
        using var same = Gate(Fixture.PathOf("numpy-float32-stored.npz"));
        using var other = Gate(Fixture.PathOf("fashion-256.npz"));

        data.CheckShape(same);

        Assert.Contains("1×2×3, but those that the gate judges have 1×28×28", AssertOfItsSetting(Codes.ShapeDoesNotFit, () => data.CheckShape(other)), StringComparison.Ordinal);
    }

    private static void AssertRefused(Code code, string fixture) => AssertOfItsSetting(code, () => Open(Fixture.PathOf(fixture)));

    private static string AssertOfItsSetting(Code code, Action action)
    {
        var message = Expect.Gate(code, action);
        Assert.Equal(InputKind.TrainingData.Setting, Assert.Throws<GateException>(action).Setting);
        return message;
    }

    private static TrainingData Open(string path) => TrainingData.Open(path, Bounds.Unit);

    private static Dataset Gate(string path) => DatasetLoader.Load(path, Bounds.Unit, samples: null, shuffle: false, seed: 0);

    private static void AssertSameAsTheGates(string path)
    {
        using var data = Open(path);
        using var gate = Gate(path);

        using var batch = data.Batch([.. gate.Indices], CPU);

        Assert.Equal(gate.Inputs.shape, batch.Inputs.shape);
        Assert.Equal(gate.Inputs.data<float>().ToArray(), batch.Inputs.data<float>().ToArray());
        Assert.Equal(gate.Labels.data<long>().ToArray(), batch.Labels.data<long>().ToArray());
        Assert.Equal(gate.Labels.data<long>().ToArray(), data.Labels);
    }

    private void WritePair(string set, uint count)
    {
        _folder.Write(set + "-images-idx3-ubyte", IdxBytes.Images(count));
        _folder.Write(set + "-labels-idx1-ubyte", IdxBytes.Labels(count));
    }

    private string SaveTensors(Tensor inputs, Tensor labels)
    {
        var path = _folder.File("data.safetensors");
        using var stream = File.Create(path);
        SafetensorsFile.Save(stream, new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["x"] = inputs, ["y"] = labels });
        return path;
    }
}
