using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class LSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
{
    private readonly RecurrentShape _shape;
    private readonly RecurrentWeights _weights;

    internal LSTM(RecurrentShape shape, Device? device, ScalarType? dtype) : base(nameof(LSTM))
    {
        _shape = shape;
        _weights = new RecurrentWeights(this, shape, gates: 4, device, dtype);
    }

    public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

    /// <returns>The outputs of the last layer at every step, and the last hidden and cell states of every layer.</returns>
    public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
    {
        if (h0_c0 is { } given)
        {
            return Run(input, [given.Item1, given.Item2]);
        }
        using var initial = _shape.InitialState(input);
        return Run(input, [initial, initial]);
    }

    private (Tensor, Tensor, Tensor) Run(Tensor input, Tensor[] state) => Aten.Call3(
        "lstm.input(input,hx,params,has_biases,num_layers,dropout,train,bidirectional,batch_first)",
        input, state, _weights.All, _shape.Bias, _shape.NumLayers, _shape.Dropout, training, _shape.Bidirectional, _shape.BatchFirst);
}
