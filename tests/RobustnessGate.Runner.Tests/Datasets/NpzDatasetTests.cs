using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Datasets;

public class NpzDatasetTests
{
    // The formulas of Fixtures/make.py.
    private static float[] Bytes => [.. Enumerable.Range(0, 36).Select(i => (float)(i * 37 % 256))];

    private static long[] Labels => [0, 1, 2, 0, 1, 2];

    [Theory]
    [InlineData("numpy-uint8-deflated.npz", "uint8", "uint8")]
    [InlineData("numpy-float32-stored.npz", "float32", "int64")]
    [InlineData("numpy-float32-fortran.npz", "float32", "int32")]
    [InlineData("numpy-float64-big-endian.npz", "float64", "int16")]
    [InlineData("numpy-float16-fortran-big-endian.npz", "float16", "uint64")]
    [InlineData("numpy-bool.npz", "bool", "int8")]
    public void Arrays_written_by_numpy_are_read_as_written(string file, string inputType, string labelType)
    {
        using var source = DatasetSource.Open(InputKind.Dataset, Fixture.PathOf(file));

        var expected = inputType switch
        {
            "uint8" => Bytes,
            "bool" => [.. Bytes.Select(value => value > 127 ? 1f : 0f)],
            "float16" => [.. Bytes.Select(value => (float)(Half)(value / 255f))],
            _ => [.. Bytes.Select(value => value / 255f)],
        };
        Assert.Equal("npz", source.Format);
        Assert.Equal([1, 2, 3], source.ExampleShape);
        Assert.Equal(inputType, source.Inputs.Type.ToString());
        Assert.Equal(labelType, source.Labels.Type.ToString());
        Assert.Equal(expected, Stored.Floats(source.Inputs));
        Assert.Equal(Labels, Stored.Integers(source.Labels));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_version_of_the_npy_header_is_read(byte version)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("data.npz", NpzBytes.Archive(
            ("x.npy", NpzBytes.Array("|u1", "(2L, 3L)", [1, 2, 3, 4, 5, 6], version)),
            ("y.npy", NpzBytes.Array("|i1", "(2,)", [0xFF, 1], version))));

        using var source = DatasetSource.Open(InputKind.Dataset, path);

        Assert.Equal([1, 2, 3, 4, 5, 6], Stored.Floats(source.Inputs));
        Assert.Equal([-1, 1], Stored.Integers(source.Labels));
    }

    [Fact]
    public void Chosen_rows_are_read_and_the_rest_skipped()
    {
        using var source = DatasetSource.Open(InputKind.Dataset, Fixture.PathOf("numpy-uint8-deflated.npz"));

        var rows = source.Inputs.ReadFloats([1, 4, 5], chunkRows: 2).ToList();

        Assert.Equal([2 * 6, 6], rows.Select(chunk => chunk.Length));
        Assert.Equal([.. Bytes[6..12], .. Bytes[24..36]], rows.SelectMany(chunk => chunk));
    }

    [Fact]
    public void An_unsigned_label_beyond_int64_stays_out_of_range() =>
        Assert.Equal([long.MaxValue], new ElementType(ElementKind.Unsigned, 8).ToIntegers([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]));

    [Fact]
    public void A_changed_byte_is_found_by_the_checksum()
    {
        using var folder = new TemporaryFolder();
        var bytes = File.ReadAllBytes(Fixture.PathOf("numpy-float32-stored.npz"));
        bytes[bytes.AsSpan().IndexOf("NUMPY"u8) + 200] ^= 1;
        using var source = DatasetSource.Open(InputKind.Dataset, folder.Write("data.npz", bytes));

        var exception = Assert.Throws<InvalidDataException>(() => Stored.Floats(source.Inputs));

        Assert.Contains("checksum", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_of_other_names_are_listed()
    {
        var message = Expect.Gate(Codes.DatasetUnknown, () => DatasetSource.Open(InputKind.Dataset, Fixture.PathOf("numpy-other-names.npz")));

        Assert.Contains("images, labels", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pickled_objects_are_refused()
    {
        var message = Expect.Gate(Codes.DatasetCorrupt, () => DatasetSource.Open(InputKind.Dataset, Fixture.PathOf("numpy-objects.npz")));

        Assert.Contains("'O' is not a number", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_array_is_told_how_to_become_a_pair()
    {
        var message = Expect.Gate(Codes.DatasetUnknown, () => DatasetSource.Open(InputKind.Dataset, Fixture.PathOf("numpy-single.npy")));

        Assert.Contains("numpy.savez", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tiny.pt")]
    [InlineData("tiny-state-dict.pth")]
    public void A_checkpoint_is_not_taken_for_a_dataset(string file)
    {
        var message = Expect.Gate(Codes.DatasetUnknown, () => DatasetSource.Open(InputKind.Dataset, Fixture.PathOf(file)));

        Assert.Contains("PyTorch file", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(9000000000000000000, 1)")]
    [InlineData("(9000000000000000000, 9000000000000000000)")]
    [InlineData("(99999999999999999999, 1)")]
    [InlineData("(2, 4000000)")]
    [InlineData("(-1, 2)")]
    public void A_header_that_declares_more_than_the_file_holds_is_refused(string shape)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("data.npz", NpzBytes.Archive(
            ("x.npy", NpzBytes.Array("|u1", shape, new byte[64])), ("y.npy", NpzBytes.Array("|u1", "(2,)", [0, 1]))));

        Expect.Gate(Codes.DatasetCorrupt, () => DatasetSource.Open(InputKind.Dataset, path));
    }

    [Theory]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 1), }")]
    [InlineData("{'descr': '<f4', 'shape': (2, 1), }")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (2, 1), }")]
    [InlineData("")]
    public void A_header_without_type_order_and_shape_is_refused(string header)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("data.npz", NpzBytes.Archive(
            ("x.npy", NpzBytes.Array(header, new byte[8])), ("y.npy", NpzBytes.Array("|u1", "(2,)", [0, 1]))));

        Expect.Gate(Codes.DatasetCorrupt, () => DatasetSource.Open(InputKind.Dataset, path));
    }
}
