using RobustnessGate.Runner.Checkpoints;
using RobustnessGate.Runner.Files.Safetensors;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Checkpoints;

public sealed class CheckpointLoaderTests : IDisposable
{
    private static readonly string _thisAssembly = typeof(CheckpointLoaderTests).Assembly.Location;

    private readonly TemporaryFolder _folder = new();

    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void TorchScript_gives_what_PyTorch_gives()
    {
        using var loaded = Load(Fixture.PathOf("tiny.pt"));

        Assert.Equal("TorchScript", loaded.Kind);
        AssertGivesExpectedOutputs(loaded);
    }

    [Fact]
    public void A_class_with_dat_weights_gives_what_PyTorch_gives()
    {
        using var loaded = Load(Fixture.PathOf("tiny.dat"), typeof(TinyNet).FullName);

        Assert.Equal("module class", loaded.Kind);
        AssertGivesExpectedOutputs(loaded);
    }

    [Fact]
    public void A_class_with_safetensors_weights_gives_what_PyTorch_gives()
    {
        using var loaded = Load(SaveTinyWeights(tensors => tensors), typeof(TinyNet).FullName);

        AssertGivesExpectedOutputs(loaded);
    }

    [Fact]
    public void The_class_comes_from_an_assembly_of_its_own_and_shares_the_tensor_type()
    {
        using var loaded = Load(Fixture.PathOf("tiny.dat"), typeof(TinyNet).FullName);

        Assert.Equal(typeof(TinyNet).FullName, loaded.Module.GetType().FullName);
        Assert.NotEqual(typeof(TinyNet), loaded.Module.GetType());
    }

    [Theory]
    [InlineData("tiny-state-dict.pth")]
    [InlineData("tiny-state-dict-legacy.pth")]
    [InlineData("tiny-whole-module.pth")]
    public void A_pickle_is_told_how_to_be_exported(string file)
    {
        var message = Expect.Gate(Codes.CheckpointIsStateDict, () => Load(Fixture.PathOf(file)));

        Assert.Contains("torch.jit.script(model).save('model.pt')", message, StringComparison.Ordinal);
    }

    [Fact]
    public void TorchScript_with_a_class_is_refused() =>
        Expect.Gate(Codes.WeightsDoNotFit, () => Load(Fixture.PathOf("tiny.pt"), typeof(TinyNet).FullName));

    [Fact]
    public void Weights_without_a_class_are_refused()
    {
        Expect.Gate(Codes.MissingSetting, () => Load(Fixture.PathOf("tiny.dat")));
        Expect.Gate(Codes.MissingSetting, () => Load(SaveTinyWeights(tensors => tensors)));
    }

    [Fact]
    public void A_class_without_an_assembly_is_refused() => Expect.Gate(
        Codes.MissingSetting, () => CheckpointLoader.Load(new ModelReference(Fixture.PathOf("tiny.dat"), "TinyNet"), CPU));

    [Fact]
    public void A_file_of_another_kind_is_not_a_checkpoint() =>
        Expect.Gate(Codes.CheckpointUnreadable, () => Load(_folder.Write("notes.txt", "not a model"u8.ToArray())));

    [Fact]
    public void A_mistyped_class_gets_the_nearest_name()
    {
        var message = Expect.Gate(Codes.ModelClassMissing, () => Load(Fixture.PathOf("tiny.dat"), typeof(TinyNet).FullName!.Replace("Tiny", "Tyni", StringComparison.Ordinal)));

        Assert.Contains($"did you mean '{typeof(TinyNet).FullName}'?", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(AbstractNet), "abstract")]
    [InlineData(typeof(NetWithArgument), "parameterless constructor")]
    [InlineData(typeof(ThrowingNet), "InvalidOperationException in its constructor: no config.json found")]
    [InlineData(typeof(Fixture), "abstract")]
    [InlineData(typeof(TemporaryFolder), "does not derive from torch.nn.Module<Tensor, Tensor>")]
    public void A_class_that_cannot_be_created_is_told_why(Type type, string why)
    {
        var message = Expect.Gate(Codes.ModelClassUnusable, () => Load(Fixture.PathOf("tiny.dat"), type.FullName));

        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_another_class_are_listed()
    {
        var path = SaveTinyWeights(tensors =>
        {
            tensors.Remove("fc1.bias");
            tensors["fc2.weight"] = torch.zeros(5, 4);
            tensors["extra"] = torch.zeros(1);
            return tensors;
        });

        var message = Expect.Gate(Codes.WeightsDoNotFit, () => Load(path, typeof(TinyNet).FullName));

        Assert.Contains("1 missing from the file: fc1.bias; 1 unknown to the class: extra; 1 of another shape or type: fc2.weight (file [5, 4], class Float32 [3, 4])", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_registers_nothing_is_told_to()
    {
        var message = Expect.Gate(Codes.WeightsDoNotFit, () => Load(Fixture.PathOf("tiny.dat"), typeof(NetWithoutRegistration).FullName));

        Assert.Contains("RegisterComponents()", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_assembly_is_named() => Expect.Gate(
        Codes.ModelAssemblyUnusable, () => CheckpointLoader.Load(new ModelReference(Fixture.PathOf("tiny.dat"), "TinyNet", _folder.File("absent.dll")), CPU));

    [Fact]
    public void A_file_that_is_no_assembly_is_named() => Expect.Gate(
        Codes.ModelAssemblyUnusable, () => CheckpointLoader.Load(new ModelReference(Fixture.PathOf("tiny.dat"), "TinyNet", _folder.Write("x.dll", [1, 2, 3])), CPU));

    private static LoadedModel Load(string path, string? model = null) =>
        CheckpointLoader.Load(new ModelReference(path, model, model is null ? null : _thisAssembly), CPU);

    private static void AssertGivesExpectedOutputs(LoadedModel loaded)
    {
        loaded.Module.eval();

        var outputs = loaded.Model.call(TinyNet.Inputs()).flatten().data<float>().ToArray();

        Assert.Equal(TinyNet.ExpectedOutputs, outputs, (expected, actual) => Math.Abs(expected - actual) < 1e-6f);
    }

    private string SaveTinyWeights(Func<Dictionary<string, Tensor>, Dictionary<string, Tensor>> change)
    {
        using var net = new TinyNet();
        net.load(Fixture.PathOf("tiny.dat"));
        var path = _folder.File("tiny.safetensors");
        using var stream = File.Create(path);
        SafetensorsFile.Save(stream, change(net.state_dict()), new Dictionary<string, string>(StringComparer.Ordinal));
        return path;
    }
}
