using System.Runtime.InteropServices;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Files.Safetensors;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Datasets;

public sealed class MaskFileTests : IDisposable
{
    private static readonly float[] Shares = [0, 1, 0.5f, 2, 1, 1];

    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_npy_file_is_read() => Assert.Equal(Shares, Load(folder.Write("mask.npy", Npy(Shares))));

    [Fact]
    public void The_only_array_of_an_archive_may_have_any_name()
    {
        Assert.Equal(Shares, Load(folder.Write("mask.npz", NpzBytes.Archive(("arr_0.npy", Npy(Shares))))));
    }

    [Fact]
    public void Of_several_arrays_the_one_called_mask_is_read()
    {
        var other = ("x.npy", Npy([1, 1, 1, 1, 1, 1]));
        Assert.Equal(Shares, Load(folder.Write("mask.npz", NpzBytes.Archive(other, ("mask.npy", Npy(Shares))))));
        Assert.Contains(
            "holds 2 arrays and none of them is called 'mask'",
            Rejected(folder.Write("mask.npz", NpzBytes.Archive(other, ("y.npy", Npy(Shares))))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_safetensors_file_is_read()
    {
        var path = folder.File("mask.safetensors");
        SafetensorsFile.Save(path, new Dictionary<string, Tensor> { ["m"] = tensor(Shares, [1, 2, 3]) });
        Assert.Equal(Shares, Load(path));
    }

    [Fact]
    public void Booleans_freeze_and_free()
    {
        Assert.Equal([0, 1, 1, 0, 0, 1], Load(folder.Write("mask.npy", NpzBytes.Array("|b1", "(1, 2, 3)", [0, 1, 1, 0, 0, 1]))));
    }

    [Theory]
    [InlineData("(2, 3)", "has the shape 2×3, but an input has 1×2×3")]
    [InlineData("(1, 3, 2)", "has the shape 1×3×2, but an input has 1×2×3")]
    [InlineData("(6,)", "has the shape 6, but an input has 1×2×3")]
    public void Another_shape_is_rejected(string shape, string expected)
    {
        Assert.Contains(expected, Rejected(folder.Write("mask.npy", NpzBytes.Array("<f4", shape, Bytes(Shares)))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.5f, "holds the value -0.5 (feature 4, counted from 0)")]
    [InlineData(float.NaN, "holds the value NaN (feature 4")]
    [InlineData(float.PositiveInfinity, "holds the value Infinity (feature 4")]
    public void Values_that_are_no_shares_are_rejected(float value, string expected)
    {
        Assert.Contains(expected, Rejected(folder.Write("mask.npy", Npy([0, 1, 0, 1, value, 1]))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_of_zeros_is_rejected() => Assert.Contains("is 0 throughout", Rejected(folder.Write("mask.npy", Npy(new float[6]))), StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_rejected() => Assert.Contains("does not exist", Rejected(folder.File("absent.npy")), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("1 1 1")]
    public void Another_format_is_rejected(string content) =>
        Assert.Contains("is neither a .npy", Rejected(folder.Write("mask.txt", content)), StringComparison.Ordinal);

    [Fact]
    public void A_damaged_file_is_read_or_rejected()
    {
        foreach (var whole in new[] { Npy(Shares), NpzBytes.Archive(("mask.npy", Npy(Shares))) })
        {
            CsCheck.Check.Sample(
                Damage.Of(whole),
                damaged =>
                {
                    using var inner = NewDisposeScope();
                    try
                    {
                        Assert.All(Load(folder.Write("mask.npy", damaged)), share => Assert.True(share >= 0 && float.IsFinite(share)));
                    }
                    catch (GateException error)
                    {
                        Assert.Equal(Codes.MaskUnusable, error.Code);
                    }
                },
                iter: 500,
                threads: 1);
        }
    }

    private static float[] Load(string path) => MaskFile.Load(path, [1, 2, 3]).data<float>().ToArray();

    private static string Rejected(string path) => Expect.Gate(Codes.MaskUnusable, () => Load(path));

    private static byte[] Npy(float[] values) => NpzBytes.Array("<f4", "(1, 2, 3)", Bytes(values));

    private static byte[] Bytes(float[] values) => MemoryMarshal.AsBytes<float>(values).ToArray();
}
