using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Pads the last dimensions: <paramref name="pad"/> has before and after of the last one, then of the one before, ...</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode switch
            {
                PaddingModes.Constant or PaddingModes.Zeros =>
                    Aten.Call("constant_pad_nd(self,pad,value)", input, pad, (Scalar)(mode == PaddingModes.Zeros ? 0 : value)),
                PaddingModes.Reflect => Aten.Call("pad(self,pad,mode)", input, pad, "reflect"),
                PaddingModes.Replicate => Aten.Call("pad(self,pad,mode)", input, pad, "replicate"),
                PaddingModes.Circular => Aten.Call("pad(self,pad,mode)", input, pad, "circular"),
                _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Unknown padding mode."),
            };

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, Dims.Of(pad), mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, new[] { pad.Item1, pad.Item2, pad.Item3, pad.Item4 }, mode, value);

            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, Enumerable.Repeat(pad, (int)input.ndim * 2).ToArray(), mode, value);

            /// <summary>Samples <paramref name="input"/> at the points of <paramref name="grid"/>, which run from -1 to 1 over the picture.</summary>
            public static Tensor grid_sample(
                Tensor input,
                Tensor grid,
                GridSampleMode mode = GridSampleMode.Bilinear,
                GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros,
                bool? align_corners = null)
            {
                // ATen numbers the modes in another order than TorchSharp.
                var interpolation = mode == GridSampleMode.Bilinear ? 0L : 1L;
                var padding = padding_mode switch
                {
                    GridSamplePaddingMode.Zeros => 0L,
                    GridSamplePaddingMode.Border => 1L,
                    _ => 2L,
                };
                return Aten.Call(
                    "grid_sampler(input,grid,interpolation_mode,padding_mode,align_corners)", input, grid, interpolation, padding, align_corners ?? false);
            }

            /// <summary>The sampling grid of a batch of affine maps <paramref name="theta"/>, (N, 2, 3), over a picture of (N, C, H, W).</summary>
            public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false) =>
                Aten.Call("affine_grid_generator(theta,size,align_corners)", theta, size ?? [], align_corners);
        }
    }
}
