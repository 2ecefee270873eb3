using TorchSharp;

namespace RobustnessGate.Torch.Tests.Extras;

public sealed class TorchRuntimeTests
{
    [Fact]
    public void The_runtime_tells_what_it_is()
    {
        Assert.True(TorchRuntime.IsAvailable(out var reason), reason);
        Assert.Null(reason);
        Assert.Equal(typeof(torch).Assembly == typeof(TorchRuntime).Assembly ? "System" : "TorchSharp", TorchRuntime.Provider);
        Assert.Matches(@"^\d+\.\d+", TorchRuntime.LibTorchVersion);
        Assert.NotEmpty(TorchRuntime.Blas);
    }

    [Theory]
    [InlineData("/usr/lib/x86_64-linux-gnu/openblas-pthread/libblas.so.3", "", "OpenBLAS")]
    [InlineData("/usr/lib/x86_64-linux-gnu/blas/libblas.so.3.11.0", "", "reference BLAS")]
    [InlineData("/opt/intel/libmkl_core.so.2", "", "MKL")]
    [InlineData("/usr/lib/libtorch_cpu.so", "Intel(R) oneAPI Math Kernel Library Version 2024.2", "MKL")]
    [InlineData("/usr/lib/libtorch_cpu.so", "BLAS_INFO=open", "OpenBLAS")]
    [InlineData("/usr/lib/libtorch_cpu.so", "", "unknown")]
    public void The_mapped_file_decides_which_BLAS_it_is(string file, string configuration, string expected) =>
        Assert.Equal(expected, BlasLibrary.Find(configuration, [file]));
}
