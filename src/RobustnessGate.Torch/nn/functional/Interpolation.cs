namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Resizes the spatial dimensions of (N, C, ...) to <paramref name="size"/>, or by <paramref name="scale_factor"/>.</summary>
            /// <exception cref="ArgumentException">Not exactly one of size and scale factor is given, or the mode does not suit the input.</exception>
            public static Tensor interpolate(
                Tensor x,
                long[]? size = null,
                double[]? scale_factor = null,
                InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null,
                bool recompute_scale_factor = false,
                bool antialias = false)
            {
                var spatial = (int)x.ndim - 2;
                if (size is null == scale_factor is null)
                {
                    throw new ArgumentException("Give interpolate either size or scale_factor.", nameof(size));
                }
                if ((size?.Length ?? scale_factor!.Length) != spatial)
                {
                    throw new ArgumentException($"Give interpolate a number for each of the {spatial} spatial dimensions.", size is null ? nameof(scale_factor) : nameof(size));
                }
                if (scale_factor is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                {
                    size = scale_factor.Select((factor, i) => (long)Math.Floor(x.shape[i + 2] * factor)).ToArray();
                    scale_factor = null;
                }
                if (antialias && mode is not (InterpolationMode.Bilinear or InterpolationMode.Bicubic))
                {
                    throw new ArgumentException($"interpolate can antialias in the modes Bilinear and Bicubic, not {mode}.", nameof(antialias));
                }
                return (mode, spatial) switch
                {
                    (InterpolationMode.Nearest, 1) => Nearest("upsample_nearest1d"),
                    (InterpolationMode.Nearest, 2) => Nearest("upsample_nearest2d"),
                    (InterpolationMode.Nearest, 3) => Nearest("upsample_nearest3d"),
                    (InterpolationMode.NearestExact, 1) => Nearest("_upsample_nearest_exact1d"),
                    (InterpolationMode.NearestExact, 2) => Nearest("_upsample_nearest_exact2d"),
                    (InterpolationMode.NearestExact, 3) => Nearest("_upsample_nearest_exact3d"),
                    (InterpolationMode.Linear, 1) => Smooth("upsample_linear1d"),
                    (InterpolationMode.Bilinear, 2) => Smooth(antialias ? "_upsample_bilinear2d_aa" : "upsample_bilinear2d"),
                    (InterpolationMode.Bicubic, 2) => Smooth(antialias ? "_upsample_bicubic2d_aa" : "upsample_bicubic2d"),
                    (InterpolationMode.Trilinear, 3) => Smooth("upsample_trilinear3d"),
                    (InterpolationMode.Area, 1) => Aten.Call("adaptive_avg_pool1d(self,output_size)", x, size),
                    (InterpolationMode.Area, 2) => adaptive_avg_pool2d(x, size!),
                    (InterpolationMode.Area, 3) => Aten.Call("adaptive_avg_pool3d(self,output_size)", x, size),
                    _ => throw new ArgumentException($"interpolate has no mode {mode} for an input of {x.ndim} dimensions.", nameof(mode)),
                };

                Tensor Nearest(string name) => Aten.Call($"{name}.vec(input,output_size,scale_factors)", x, size, scale_factor);

                Tensor Smooth(string name) =>
                    Aten.Call($"{name}.vec(input,output_size,align_corners,scale_factors)", x, size, align_corners ?? false, scale_factor);
            }
        }
    }
}
