using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The weights of a stack of recurrent layers, named and ordered as in PyTorch.</summary>
internal sealed class RecurrentWeights
{
    private readonly nn.Module _owner;
    private readonly List<string> _names = [];

    internal RecurrentWeights(nn.Module owner, RecurrentShape shape, long gates, Device? device, ScalarType? dtype)
    {
        _owner = owner;
        var gateSize = gates * shape.HiddenSize;
        for (var layer = 0L; layer < shape.NumLayers; layer++)
        {
            var inputSize = layer == 0 ? shape.InputSize : shape.HiddenSize * shape.Directions;
            foreach (var suffix in shape.Bidirectional ? new[] { "", "_reverse" } : [""])
            {
                Add($"weight_ih_l{layer}{suffix}", [gateSize, inputSize]);
                Add($"weight_hh_l{layer}{suffix}", [gateSize, shape.HiddenSize]);
                if (shape.Bias)
                {
                    Add($"bias_ih_l{layer}{suffix}", [gateSize]);
                    Add($"bias_hh_l{layer}{suffix}", [gateSize]);
                }
            }
        }
        var bound = shape.HiddenSize > 0 ? 1 / Math.Sqrt(shape.HiddenSize) : 0;
        foreach (var weight in All)
        {
            nn.init.uniform_(weight, -bound, bound);
        }

        void Add(string name, long[] size)
        {
            owner.register_parameter(name, nn.Parameter(empty(size, dtype, device)));
            _names.Add(name);
        }
    }

    internal Tensor[] All => _names.Select(Tensor (name) => _owner.get_parameter(name)!).ToArray();
}
