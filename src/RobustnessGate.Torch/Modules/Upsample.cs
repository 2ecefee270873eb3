using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class Upsample : ParameterLessModule<Tensor, Tensor>
{
    private readonly long[]? _size;
    private readonly double[]? _scaleFactor;

    internal Upsample(long[]? size, double[]? scale_factor, UpsampleMode mode, bool? align_corners, bool? recompute_scale_factor) : base(nameof(Upsample))
    {
        _size = size;
        _scaleFactor = scale_factor;
        this.mode = mode;
        this.align_corners = align_corners;
        this.recompute_scale_factor = recompute_scale_factor;
    }

    public ReadOnlySpan<long> size => _size;

    public ReadOnlySpan<double> scale_factor => _scaleFactor;

    public UpsampleMode mode { get; }

    public bool? align_corners { get; }

    public bool? recompute_scale_factor { get; set; }

    public override Tensor forward(Tensor input) => nn.functional.interpolate(
        input, _size, _scaleFactor, Interpolation, align_corners, recompute_scale_factor ?? false);

    private InterpolationMode Interpolation => mode switch
    {
        UpsampleMode.Nearest => InterpolationMode.Nearest,
        UpsampleMode.Linear => InterpolationMode.Linear,
        UpsampleMode.Bilinear => InterpolationMode.Bilinear,
        UpsampleMode.Bicubic => InterpolationMode.Bicubic,
        _ => InterpolationMode.Trilinear,
    };
}
