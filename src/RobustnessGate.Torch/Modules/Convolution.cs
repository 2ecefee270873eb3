using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What convolutions of any number of dimensions, and their transposes, have in common.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    private protected Convolution(
        string name,
        long in_channels,
        long out_channels,
        ConvolutionShape shape,
        bool transposed,
        long groups,
        bool bias,
        PaddingModes padding_mode,
        Device? device,
        ScalarType? dtype) : base(name)
    {
        this.in_channels = in_channels;
        this.out_channels = out_channels;
        this.transposed = transposed;
        this.groups = groups;
        this.padding_mode = padding_mode;
        kernel_size = shape.KernelSize;
        stride = shape.Stride;
        padding = shape.Padding;
        padding_type = shape.PaddingType;
        dilation = shape.Dilation;
        output_padding = shape.OutputPadding;
        if (padding_type == Padding.Same && stride.Any(step => step != 1))
        {
            throw new ArgumentException("padding='same' is not supported for strided convolutions", nameof(shape));
        }
        long[] channels = transposed ? [in_channels, out_channels / groups] : [out_channels, in_channels / groups];
        weight = nn.Parameter(empty([.. channels, .. kernel_size], dtype, device));
        this.bias = bias ? nn.Parameter(empty(out_channels, dtype, device)) : null;
        reset_parameters();
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public bool transposed { get; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[]? padding { get; private set; }

    public Padding? padding_type { get; private set; }

    public PaddingModes padding_mode { get; set; }

    public long[] dilation { get; set; }

    public long[] output_padding { get; set; }

    public long groups { get; set; }

    public Parameter weight
    {
        get => OwnParameter(nameof(weight))!;
        set => SetOwnParameter(nameof(weight), value);
    }

    public Parameter? bias
    {
        get => OwnParameter(nameof(bias));
        set => SetOwnParameter(nameof(bias), value);
    }

    public void reset_parameters() => DefaultInitialisation.Apply(weight, bias);

    private protected void RequireShape(Tensor input)
    {
        var spatial = kernel_size.Length;
        var channelDimension = (int)input.ndim - spatial - 1;
        if (channelDimension is not (0 or 1) || input.shape[channelDimension] != in_channels)
        {
            throw new ArgumentException(
                $"Expected {spatial + 1}D (unbatched) or {spatial + 2}D (batched) input with {in_channels} channels to {GetName()}, "
                + $"but got one of shape [{string.Join(", ", input.shape)}].", nameof(input));
        }
    }

    // In the order of F.pad: last dimension first, before and after.
    private protected long[] PaddingForPad()
    {
        var pairs = new List<long>();
        for (var i = kernel_size.Length - 1; i >= 0; i--)
        {
            var total = padding_type == Padding.Same ? dilation[i] * (kernel_size[i] - 1) : 2 * (padding?[i] ?? 0);
            pairs.Add(total / 2);
            pairs.Add(total - total / 2);
        }
        return [.. pairs];
    }
}
