namespace TorchSharp;

public static partial class torch
{
    public static partial class backends
    {
        public static partial class cuda
        {
            public static void enable_flash_sdp(bool enable) => NativeSetting.FlashSdp.Write(enable);

            public static bool flash_sdp_enabled() => NativeSetting.FlashSdp.IsOn();

            public static void enable_math_sdp(bool enable) => NativeSetting.MathSdp.Write(enable);

            public static bool math_sdp_enabled() => NativeSetting.MathSdp.IsOn();

            public static partial class matmul
            {
                public static bool allow_tf32
                {
                    get => NativeSetting.MatmulTf32.IsOn();
                    set => NativeSetting.MatmulTf32.Write(value);
                }

                public static bool allow_fp16_reduced_precision_reduction
                {
                    get => NativeSetting.MatmulFp16Reduction.IsOn();
                    set => NativeSetting.MatmulFp16Reduction.Write(value);
                }
            }
        }

        public static partial class cudnn
        {
            public static bool allow_tf32
            {
                get => NativeSetting.CudnnTf32.IsOn();
                set => NativeSetting.CudnnTf32.Write(value);
            }
        }
    }
}
