using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class ConvTranspose2d : Convolution
{
    internal ConvTranspose2d(
        long in_channels, long out_channels, ConvolutionShape shape, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
        : base(nameof(ConvTranspose2d), in_channels, out_channels, shape, transposed: true, groups, bias, ZerosOnly(padding_mode), device, dtype)
    {
    }

    private static PaddingModes ZerosOnly(PaddingModes padding_mode) => padding_mode == PaddingModes.Zeros
        ? padding_mode
        : throw new ArgumentException("Only PaddingModes.Zeros is supported for ConvTranspose2d", nameof(padding_mode));

    /// <summary>Maps (N, in, H, W) to (N, out, H', W'); the batch dimension may be missing.</summary>
    public override Tensor forward(Tensor input)
    {
        RequireShape(input);
        return nn.functional.conv_transpose2d(input, weight, bias, stride, padding, output_padding, dilation, groups);
    }
}
