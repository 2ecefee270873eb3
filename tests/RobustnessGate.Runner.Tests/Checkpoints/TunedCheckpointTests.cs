using RobustnessGate.Runner.Checkpoints;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Files.Safetensors;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Checkpoints;

public sealed class TunedCheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("tiny.pt")]
    [InlineData("dropout-scripted.pt")]
    [InlineData("dropout-traced.pt")]
    [InlineData("tiny.dat")]
    [InlineData("tiny.safetensors")]
    public void What_is_written_answers_bit_for_bit_as_what_was_trained(string parent)
    {
        using var model = Changed(parent);
        var path = folder.File("tuned" + Path.GetExtension(parent));

        TunedCheckpoint.Write(model, CheckpointContents.Of(ParentPath(parent)), path, OutputPlace.Folder);

        using var loaded = Load(parent, path);
        model.Module.eval();
        loaded.Module.eval();
        Assert.Equal(model.Model.call(TinyNet.Inputs()).data<float>().ToArray(), loaded.Model.call(TinyNet.Inputs()).data<float>().ToArray());
        // Running statistics among them.
        Assert.Equal(State(model), State(loaded));
        Assert.Equal(CheckpointContents.Of(ParentPath(parent)), CheckpointContents.Of(path));
    }

    [Theory]
    [InlineData("tiny.pt")]
    [InlineData("tiny.dat")]
    [InlineData("tiny.safetensors")]
    public void The_same_weights_make_the_same_bytes(string parent)
    {
        using var model = Changed(parent);
        var content = CheckpointContents.Of(ParentPath(parent));
        var first = Path.Combine(folder.Path, "first", "tuned");
        var second = Path.Combine(folder.Path, "second", "tuned");

        TunedCheckpoint.Write(model, content, first, OutputPlace.Folder);
        TunedCheckpoint.Write(model, content, second, OutputPlace.Folder);

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(first)!));
    }

    [Fact]
    public void A_parameter_that_does_not_learn_stays_so()
    {
        using var model = Load("tiny.pt", Fixture.PathOf("tiny.pt"));
        model.Module.named_parameters().First().parameter.requires_grad = false;
        var path = folder.File("tuned.pt");

        TunedCheckpoint.Write(model, CheckpointContent.TorchScript, path, OutputPlace.Folder);

        using var loaded = Load("tiny.pt", path);
        var flags = loaded.Module.named_parameters().Select(named => named.parameter.requires_grad).ToList();
        Assert.False(flags[0]);
        Assert.DoesNotContain(false, flags.Skip(1));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_and_one_that_cannot_be_written_leaves_nothing()
    {
        using var model = Changed("tiny.pt");
        var path = folder.Write("tuned.pt", [1, 2, 3]);
        TunedCheckpoint.Write(model, CheckpointContent.TorchScript, path, OutputPlace.Folder);
        Assert.Equal(CheckpointContent.TorchScript, CheckpointContents.Of(path));

        Directory.CreateDirectory(folder.File("folder.pt"));
        Expect.Gate(Codes.OutputNotWritable, () => TunedCheckpoint.Write(model, CheckpointContent.TorchScript, folder.File("folder.pt"), OutputPlace.Folder));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [Fact]
    public void The_parent_is_recognised_by_every_name()
    {
        var models = Directory.CreateDirectory(folder.File("models")).FullName;
        var parent = Path.Combine(models, "net.pt");
        File.WriteAllBytes(parent, [1]);
        File.CreateSymbolicLink(folder.File("file-link.pt"), parent);
        File.CreateSymbolicLink(folder.File("relative-link.pt"), Path.Combine("models", "net.pt"));
        File.CreateSymbolicLink(folder.File("link-to-link.pt"), folder.File("relative-link.pt"));
        Directory.CreateSymbolicLink(folder.File("folder-link"), models);
        Directory.CreateSymbolicLink(folder.File("relative-folder-link"), "models");

        Assert.All(
            [
                parent,
                Path.Combine(models, "..", "models", "net.pt"),
                folder.File("file-link.pt"),
                folder.File("relative-link.pt"),
                folder.File("link-to-link.pt"),
                Path.Combine(folder.File("folder-link"), "net.pt"),
                Path.Combine(folder.File("relative-folder-link"), "net.pt"),
            ],
            name =>
            {
                Expect.Gate(Codes.OutputNotWritable, () => TunedCheckpoint.RequireOther(name, parent));
                Expect.Gate(Codes.OutputNotWritable, () => TunedCheckpoint.RequireOther(parent, name));
            });
    }

    [Fact]
    public void Another_file_is_not_the_parent_be_it_there_or_not()
    {
        var parent = folder.Write("net.pt", [1]);
        File.CreateSymbolicLink(folder.File("dangling.pt"), folder.File("absent.pt"));

        TunedCheckpoint.RequireOther(folder.Write("other.pt", [1]), parent);
        TunedCheckpoint.RequireOther(folder.File("new.pt"), parent);
        TunedCheckpoint.RequireOther(folder.File("dangling.pt"), parent);
        TunedCheckpoint.RequireOther(Path.Combine(folder.File("new-folder"), "net.pt"), parent);
    }

    [Fact]
    public void Links_that_lead_in_a_circle_are_an_error()
    {
        File.CreateSymbolicLink(folder.File("a.pt"), folder.File("b.pt"));
        File.CreateSymbolicLink(folder.File("b.pt"), folder.File("a.pt"));

        Expect.Gate(Codes.OutputNotWritable, () => TunedCheckpoint.RequireOther(folder.File("a.pt"), folder.Write("net.pt", [1])));
    }

    private static Dictionary<string, string> State(LoadedModel model) => model.Module.named_parameters().Select(named => (named.name, Value: (Tensor)named.parameter))
        .Concat(model.Module.named_buffers().Select(named => (named.name, Value: named.buffer)))
        .ToDictionary(named => named.name, named => $"{named.Value.dtype} {Convert.ToHexString(named.Value.detach().contiguous().bytes)}", StringComparer.Ordinal);

    private LoadedModel Changed(string parent)
    {
        var model = Load(parent, ParentPath(parent));
        using var untracked = no_grad();
        foreach (var (_, parameter) in model.Module.named_parameters())
            parameter.add_(0.125f);
        foreach (var (_, buffer) in model.Module.named_buffers().Where(named => named.buffer.is_floating_point()))
            buffer.add_(0.25f);
        return model;
    }

    private string ParentPath(string parent)
    {
        if (parent != "tiny.safetensors")
            return Fixture.PathOf(parent);
        using var net = new TinyNet();
        net.load(Fixture.PathOf("tiny.dat"));
        SafetensorsFile.Save(folder.File(parent), net.state_dict());
        return folder.File(parent);
    }

    private static LoadedModel Load(string parent, string path) => CheckpointLoader.Load(
        Path.GetExtension(parent) == ".pt" ? new ModelReference(path, null, null) : new ModelReference(path, typeof(TinyNet).FullName, typeof(TinyNet).Assembly.Location), CPU);
}
