namespace RobustnessGate.Tasks.Tests;

public sealed class InputRecordTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_older_file_in_place_of_a_newer_one_is_a_change()
    {
        var model = folder.Write("model.pt", "natural");
        var before = InputRecord.Write([model]);
        File.SetLastWriteTimeUtc(model, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.NotEqual(before, InputRecord.Write([model]));
    }

    [Fact]
    public void A_deleted_file_is_a_change()
    {
        var model = folder.Write("model.pt", "natural");
        var before = InputRecord.Write([model]);
        File.Delete(model);

        Assert.NotEqual(before, InputRecord.Write([model]));
    }

    [Fact]
    public void A_folder_stands_for_all_its_files()
    {
        folder.Write("images/cat/1.png", "1");
        var before = InputRecord.Write([folder["images"]]);
        folder.Write("images/dog/1.png", "1");
        var after = InputRecord.Write([folder["images"]]);

        Assert.NotEqual(before, after);
        Assert.Equal(2, after.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("t10k-images-idx3-ubyte.gz")]
    [InlineData("t10k-labels-idx1-ubyte.gz")]
    [InlineData("t10k")]
    public void Images_and_labels_belong_together_whichever_is_named(string named)
    {
        folder.Write("t10k-images-idx3-ubyte.gz", "images");
        var labels = folder.Write("t10k-labels-idx1-ubyte.gz", "labels");
        folder.Write("train-labels-idx1-ubyte.gz", "others");

        var record = InputRecord.Write([folder[named]]);

        Assert.Contains(labels, record, StringComparison.Ordinal);
        Assert.DoesNotContain("train", record, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_in_which_files_are_named_makes_no_difference() =>
        Assert.Equal(InputRecord.Write([folder["a"], folder["b"]]), InputRecord.Write([folder["b"], folder["a"]]));
}
