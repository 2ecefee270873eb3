using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The settings of a stack of recurrent layers.</summary>
internal sealed record RecurrentShape(
    long InputSize, long HiddenSize, long NumLayers, bool Bias, bool BatchFirst, double Dropout, bool Bidirectional)
{
    internal long Directions => Bidirectional ? 2 : 1;

    /// <summary>A hidden state of zeros for <paramref name="input"/>, which is (L, N, H), (N, L, H) when batch first, or (L, H).</summary>
    internal Tensor InitialState(Tensor input)
    {
        long[] size = input.ndim == 2
            ? [Directions * NumLayers, HiddenSize]
            : [Directions * NumLayers, input.shape[BatchFirst ? 0 : 1], HiddenSize];
        return zeros(size, input.dtype, input.device);
    }
}
