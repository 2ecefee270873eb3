using CsCheck;
using RobustnessGate.Runner.Checkpoints;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Checkpoints;

public sealed class FixedLayersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tiny.pt")]
    [InlineData("dropout-scripted.pt")]
    public void A_scripted_model_has_none(string file) => Assert.Null(FixedLayers.Find(Fixture.PathOf(file)));

    [Fact]
    public void Of_a_model_traced_in_evaluation_mode_every_layer_is_found_that_has_two_modes() =>
        Assert.Equal(new FixedLayers(BatchNorms: 2, Dropouts: 2, TrainingBatchNorms: 0, TrainingDropouts: 0), FixedLayers.Find(Fixture.PathOf("dropout-traced.pt")));

    [Fact]
    public void Of_a_model_traced_in_training_mode_every_layer_is_found_that_has_two_modes() =>
        Assert.Equal(new FixedLayers(BatchNorms: 0, Dropouts: 0, TrainingBatchNorms: 2, TrainingDropouts: 2), FixedLayers.Find(Fixture.PathOf("dropout-traced-training.pt")));

    // Freezing folds a batch norm into its convolution, and takes dropout out.
    [Fact]
    public void Of_a_frozen_model_what_is_left_is_found() =>
        Assert.Equal(new FixedLayers(BatchNorms: 1, Dropouts: 0, TrainingBatchNorms: 0, TrainingDropouts: 0), FixedLayers.Find(Fixture.PathOf("dropout-frozen.pt")));

    [Fact]
    public void The_sentence_says_what_is_fixed_and_how_it_is_not()
    {
        var sentence = FixedLayers.Find(Fixture.PathOf("dropout-traced.pt"))!.Sentence("net.pt");

        Assert.Contains("'net.pt': 2 calls of batch norm in evaluation, keeping the statistics; 2 calls of dropout in evaluation, dropping nothing; ", sentence, StringComparison.Ordinal);
        Assert.Contains("torch.jit.script", sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x = torch.dropout(input, 0.5, False)", 1)]
    [InlineData("x = torch.dropout_(input, 0.5, False)", 1)]
    [InlineData("x = ops.aten.dropout(input, 0.5, False)", 1)]
    [InlineData("x = torch.feature_alpha_dropout(input, p=0.5, train=False)", 1)]
    [InlineData("x = torch.dropout(torch.add(a, [1, 2], (b)), 0.5,\n    False)", 1)]
    [InlineData("x = torch.dropout(torch.dropout(input, 0.1, False), 0.5, False)", 2)]
    [InlineData("x = torch.dropout(input, 0.5, training)", 0)]
    [InlineData("x = torch.dropout(input, 0.5, self.training)", 0)]
    [InlineData("x = torch.dropout(input, 0., False)", 0)]
    [InlineData("x = __torch__.torch.dropout(input, 0.5, False)", 0)]
    [InlineData("x = my_torch.dropout(input, 0.5, False)", 0)]
    [InlineData("# torch.dropout(input, 0.5, False)", 0)]
    [InlineData("_0 = \"torch.dropout(input, 0.5, False)\"", 0)]
    [InlineData("_0 = 'it\\'s torch.dropout(input, 0.5, False)'\nx = torch.dropout(input, 0.5, False)", 1)]
    [InlineData("x = torch.dropout(f(\"),(\"), 0.5, False)", 1)]
    [InlineData("x = torch.dropout(input", 0)]
    [InlineData("x = torch.dropout()", 0)]
    [InlineData("x = \"", 0)]
    [InlineData("x = \"\\", 0)]
    public void A_call_is_found_however_it_is_written(string code, int dropouts) => Assert.Equal(dropouts, FixedLayers.Find(Archive(code))?.Dropouts ?? 0);

    [Theory]
    [InlineData("torch.batch_norm(x, w, b, mean, var, False, 0.1, 1.0000000000000001e-05, True)", 1, 0)]
    [InlineData("torch.batch_norm(x, w, b, mean, var, True, 0.1, 1.0000000000000001e-05, True)", 0, 1)]
    [InlineData("torch.batch_norm(x, w, b, None, None, True, 0.1, 1.0000000000000001e-05, True)", 0, 0)]
    [InlineData("torch.batch_norm(x, w, b, mean, var, training0, 0.1, 1.0000000000000001e-05, True)", 0, 0)]
    [InlineData("torch.layer_norm(x, [4], w, b, 1.0000000000000001e-05, False)", 0, 0)]
    public void Batch_norm_with_statistics_is_told_by_its_mode(string call, int evaluation, int training)
    {
        var found = FixedLayers.Find(Archive($"_0 = {call}"));

        Assert.Equal((evaluation, training), (found?.BatchNorms ?? 0, found?.TrainingBatchNorms ?? 0));
    }

    [Fact]
    public void Only_code_is_looked_at()
    {
        var path = _folder.Write("net.pt", NpzBytes.Archive(("net/extra/notes.py", "torch.dropout(x, 0.5, False)"u8.ToArray()), ("net/code/a.txt", "torch.dropout(x, 0.5, False)"u8.ToArray())));

        Assert.Null(FixedLayers.Find(path));
    }

    [Fact]
    public void A_missing_file_is_named() => Expect.Gate(Codes.CheckpointMissing, () => FixedLayers.Find(_folder.File("absent.pt")));

    [Fact]
    public void A_damaged_file_is_read_or_refused() => Damage.Of(File.ReadAllBytes(Fixture.PathOf("dropout-traced.pt"))).Sample(
        damaged =>
        {
            var path = _folder.Write("net.pt", damaged);
            try
            {
                FixedLayers.Find(path);
            }
            catch (GateException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        },
        iter: 500,
        threads: 1);

    private string Archive(string code) => _folder.Write("net.pt", NpzBytes.Archive(("net/code/__torch__/net.py", System.Text.Encoding.UTF8.GetBytes(code))));
}
