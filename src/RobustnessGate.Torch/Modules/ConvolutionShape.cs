namespace TorchSharp.Modules;

/// <summary>The geometry of a convolution, one number per spatial dimension; padding is either numbers or a <see cref="PaddingType"/>.</summary>
internal sealed record ConvolutionShape(long[] KernelSize, long[] Stride, long[]? Padding, Padding? PaddingType, long[] Dilation, long[] OutputPadding)
{
    internal static ConvolutionShape Of1(long kernelSize, long stride, long? padding, Padding? paddingType, long dilation) =>
        new([kernelSize], [stride], padding is null ? null : [padding.Value], paddingType, [dilation], [0]);

    internal static ConvolutionShape Of2(
        (long, long) kernelSize,
        (long, long)? stride,
        (long, long)? padding,
        Padding? paddingType,
        (long, long)? dilation,
        (long, long)? outputPadding = null) =>
        new(Dims.Of(kernelSize), Dims.Of(stride ?? (1, 1)), paddingType is null ? Dims.Of(padding ?? (0, 0)) : null, paddingType,
            Dims.Of(dilation ?? (1, 1)), Dims.Of(outputPadding ?? (0, 0)));
}
