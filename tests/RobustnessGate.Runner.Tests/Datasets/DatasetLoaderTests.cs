using RobustnessGate.Attacks;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Files.Safetensors;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Datasets;

public sealed class DatasetLoaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Bytes_become_fractions_of_255_and_keep_their_shape()
    {
        using var dataset = Load(Fixture.PathOf("fashion-256.npz"));

        Assert.Equal([256, 1, 28, 28], dataset.Inputs.shape);
        Assert.Equal(float32, dataset.Inputs.dtype);
        Assert.Equal(int64, dataset.Labels.dtype);
        Assert.Equal(256, dataset.TotalExamples);
        Assert.Equal(1f, dataset.Inputs.max().item<float>());
        Assert.Equal(0f, dataset.Inputs.min().item<float>());
        Assert.Equal([9, 2, 1, 1, 6, 1, 4, 6], dataset.Labels.data<long>().ToArray()[..8]);
    }

    [Fact]
    public void The_first_samples_are_taken_in_file_order()
    {
        using var dataset = Load(Fixture.PathOf("numpy-uint8-deflated.npz"), samples: 2);

        Assert.Equal([2, 1, 2, 3], dataset.Inputs.shape);
        Assert.Equal([0, 1], dataset.Indices);
        Assert.Equal(6, dataset.TotalExamples);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => i * 37 % 256 / 255f), dataset.Inputs.data<float>().ToArray());
    }

    [Fact]
    public void More_samples_than_there_are_means_all()
    {
        using var dataset = Load(Fixture.PathOf("numpy-uint8-deflated.npz"), samples: 100);

        Assert.Equal(6, dataset.Inputs.shape[0]);
    }

    [Fact]
    public void A_shuffled_dataset_holds_each_example_with_its_own_index()
    {
        using var inOrder = Load(Fixture.PathOf("fashion-256.npz"));
        using var shuffled = DatasetLoader.Load(Fixture.PathOf("fashion-256.npz"), Bounds.Unit, samples: 50, shuffle: true, seed: 3);

        var positions = torch.tensor(shuffled.Indices.ToArray());
        Assert.Equal(Permutation.Of(256, seed: 3)[..50], shuffled.Indices);
        Assert.True(torch.allclose(inOrder.Inputs.index_select(0, positions), shuffled.Inputs, 0, 0));
        Assert.Equal(inOrder.Labels.index_select(0, positions).data<long>().ToArray(), shuffled.Labels.data<long>().ToArray());
    }

    [Fact]
    public void Safetensors_are_read_as_npz_is()
    {
        var path = SaveTensors(new(StringComparer.Ordinal) { ["x"] = torch.arange(24, dtype: uint8).reshape(4, 1, 2, 3), ["y"] = torch.tensor([0, 1, 2, 0]) });

        using var dataset = Load(path, samples: 3);

        Assert.Equal("safetensors", dataset.Format);
        Assert.Equal([3, 1, 2, 3], dataset.Inputs.shape);
        Assert.Equal(Enumerable.Range(0, 18).Select(i => i / 255f), dataset.Inputs.data<float>().ToArray());
        Assert.Equal([0, 1, 2], dataset.Labels.data<long>().ToArray());
    }

    [Fact]
    public void An_idx_pair_of_grey_images_gets_a_channel()
    {
        _folder.Write("t10k-images-idx3-ubyte.gz", IdxBytes.Gzip(IdxBytes.Images(5)));
        _folder.Write("t10k-labels-idx1-ubyte.gz", IdxBytes.Gzip(IdxBytes.Labels(5)));

        using var dataset = Load(_folder.Path);

        Assert.Equal([5, 1, 2, 2], dataset.Inputs.shape);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => i / 255f), dataset.Inputs.data<float>().ToArray());
    }

    [Fact]
    public void Unequal_numbers_of_inputs_and_labels_are_counted()
    {
        _folder.Write("t10k-images-idx3-ubyte", IdxBytes.Images(5));
        _folder.Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(4));

        var message = Expect.Gate(Codes.DatasetMismatch, () => Load(_folder.Path));

        Assert.Contains("5 inputs", message, StringComparison.Ordinal);
        Assert.Contains("4 labels", message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_hot_labels_are_told_how_to_become_numbers() =>
        Assert.Contains("argmax", Expect.Gate(Codes.DatasetMismatch, () => Load(Fixture.PathOf("numpy-one-hot.npz"))), StringComparison.Ordinal);

    [Fact]
    public void Fractional_labels_are_refused() =>
        Assert.Contains("float32", Expect.Gate(Codes.LabelOutOfRange, () => Load(Fixture.PathOf("numpy-float-labels.npz"))), StringComparison.Ordinal);

    [Fact]
    public void A_negative_label_is_named_by_its_example()
    {
        var path = SaveArrays("|u1", "(3, 1)", [0, 0, 0], "|i1", "(3,)", [1, 0xFF, 0xFE]);

        Assert.Contains("Example 1 ", Expect.Gate(Codes.LabelOutOfRange, () => Load(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_beyond_the_models_classes_is_named_by_its_example()
    {
        using var dataset = Load(Fixture.PathOf("numpy-uint8-deflated.npz"));

        dataset.CheckLabels(classes: 3);

        Assert.Contains("Example 2 ", Expect.Gate(Codes.LabelOutOfRange, () => dataset.CheckLabels(classes: 2)), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_outside_the_bounds_are_told_with_their_range()
    {
        var path = SaveArrays("<f4", "(3, 1)", [.. Bytes(0.5f), .. Bytes(-2.5f), .. Bytes(3f)], "|u1", "(3,)", [0, 0, 0]);

        var message = Expect.Gate(Codes.ValueOutOfBounds, () => Load(path));

        Assert.Contains("smallest -2.5, largest 3, first in example 1", message, StringComparison.Ordinal);
        Assert.Contains("belongs inside the model", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_on_the_bounds_are_inside()
    {
        var path = SaveArrays("<f4", "(2, 1)", [.. Bytes(0.1f), .. Bytes(0.7f)], "|u1", "(2,)", [0, 0]);

        using var dataset = DatasetLoader.Load(path, new Bounds(0.1, 0.7), samples: null, shuffle: false, seed: 0);

        Assert.Equal([2, 1], dataset.Inputs.shape);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "largest Infinity")]
    public void Values_that_are_not_numbers_are_refused(float value, string said)
    {
        var path = SaveArrays("<f4", "(2, 1)", [.. Bytes(0.5f), .. Bytes(value)], "|u1", "(2,)", [0, 0]);

        Assert.Contains(said, Expect.Gate(Codes.ValueOutOfBounds, () => Load(path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(0, 4)", "(0,)")]
    [InlineData("(9000000000000000000, 0)", "(9000000000000000000, 0)")]
    [InlineData("(3, 0)", "(3,)")]
    public void A_dataset_without_values_is_empty(string inputShape, string labelShape)
    {
        var path = SaveArrays("|u1", inputShape, [], "|u1", labelShape, labelShape is "(3,)" ? [0, 0, 0] : []);

        var exception = Assert.Throws<GateException>(() => Load(path));
        Assert.Contains(exception.Code.Id, (string[])[Codes.DatasetEmpty.Id, Codes.DatasetMismatch.Id], StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void No_samples_are_no_dataset(int samples) =>
        Expect.Gate(Codes.DatasetEmpty, () => Load(Fixture.PathOf("numpy-uint8-deflated.npz"), samples));

    [Fact]
    public void Inputs_without_a_feature_dimension_are_refused() =>
        Expect.Gate(Codes.ShapeDoesNotFit, () => Load(SaveArrays("|u1", "(3,)", [0, 0, 0], "|u1", "(3,)", [0, 0, 0])));

    private static Dataset Load(string path, int? samples = null) => DatasetLoader.Load(path, Bounds.Unit, samples, shuffle: false, seed: 0);

    private static byte[] Bytes(float value) => BitConverter.GetBytes(value);

    private string SaveArrays(string inputType, string inputShape, byte[] inputs, string labelType, string labelShape, byte[] labels) =>
        _folder.Write("data.npz", NpzBytes.Archive(
            ("x.npy", NpzBytes.Array(inputType, inputShape, inputs)), ("y.npy", NpzBytes.Array(labelType, labelShape, labels))));

    private string SaveTensors(Dictionary<string, Tensor> tensors)
    {
        var path = _folder.File("data.safetensors");
        using var stream = File.Create(path);
        SafetensorsFile.Save(stream, tensors, new Dictionary<string, string>(StringComparer.Ordinal));
        return path;
    }
}
