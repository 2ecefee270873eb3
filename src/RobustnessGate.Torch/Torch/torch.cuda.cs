namespace TorchSharp;

public static partial class torch
{
    public static partial class cuda
    {
        public static bool is_available() => NativeSetting.CudaAvailable.IsOn();

        public static bool is_cudnn_available() => NativeSetting.CudnnAvailable.IsOn();

        public static int device_count() => (int)NativeSetting.CudaCount.Read();

        public static void manual_seed(long seed) => NativeError.ThrowIfFailed(NativeMethods.rg_cuda_manual_seed(unchecked((ulong)seed), 0));

        public static void manual_seed_all(long seed) => NativeError.ThrowIfFailed(NativeMethods.rg_cuda_manual_seed(unchecked((ulong)seed), 1));

        public static void synchronize(Device? device = null)
        {
            InitializeDeviceType(device?.type ?? DeviceType.CUDA);
            NativeError.ThrowIfFailed(NativeMethods.rg_cuda_synchronize(device?.index ?? -1));
        }
    }
}
