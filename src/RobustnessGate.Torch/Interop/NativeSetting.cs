namespace TorchSharp;

/// <summary>The switches of libtorch. Mirrors <c>rg_setting</c> of native/abi.h.</summary>
internal enum NativeSetting
{
    GradEnabled = 0,
    InferenceEnabled = 1,
    AnomalyEnabled = 2,
    AnomalyCheckNaN = 3,
    Threads = 4,
    InteropThreads = 5,
    CudaAvailable = 6,
    CudaCount = 7,
    CudnnAvailable = 8,
    MatmulTf32 = 9,
    MatmulFp16Reduction = 10,
    CudnnTf32 = 11,
    FlashSdp = 12,
    MathSdp = 13,
    Deterministic = 14,
    CudnnBenchmark = 15,
}
