using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Tensors;

public sealed class ErrorTests
{
    [Fact]
    public void A_shape_mismatch_is_libtorchs_own_sentence()
    {
        using var scope = NewDisposeScope();
        var failure = Assert.Throws<ExternalException>(() => torch.mm(ones(2, 3), ones(4, 5)));
        Assert.Equal("mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)", failure.Message.Split('\n')[0]);
    }

    [Fact]
    public void Absent_CUDA_is_an_invalid_operation()
    {
        Assert.SkipWhen(cuda.is_available(), "This machine has CUDA.");
        Assert.Throws<InvalidOperationException>(() => zeros(1, device: CUDA));
        Assert.False(TryInitializeDeviceType(DeviceType.CUDA));
    }

    [Fact]
    public void A_wrong_device_name_is_an_argument_error() => Assert.Throws<ArgumentException>(() => torch.device("gpu"));

    [Fact]
    public void A_disposed_tensor_is_an_invalid_operation()
    {
        var x = ones(1);
        x.Dispose();
        x.Dispose();
        Assert.Throws<InvalidOperationException>(() => x + 1);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        Assert.Contains("/no/such/model.pt", Assert.Throws<FileNotFoundException>(() => jit.load("/no/such/model.pt")).Message, StringComparison.Ordinal);
        Assert.Contains("/no/such/tensor", Assert.ThrowsAny<SystemException>(() => torch.load("/no/such/tensor")).Message, StringComparison.Ordinal);
    }
}
