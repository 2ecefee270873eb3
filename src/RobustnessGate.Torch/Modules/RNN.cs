using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class RNN : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
{
    private readonly RecurrentShape _shape;
    private readonly RecurrentWeights _weights;
    private readonly nn.NonLinearities _nonLinearity;

    internal RNN(RecurrentShape shape, nn.NonLinearities nonLinearity, Device? device, ScalarType? dtype) : base(nameof(RNN))
    {
        _shape = shape;
        _nonLinearity = nonLinearity;
        _weights = new RecurrentWeights(this, shape, gates: 1, device, dtype);
    }

    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

    /// <returns>The outputs of the last layer at every step, and the last hidden state of every layer.</returns>
    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0)
    {
        var initial = h0 ?? _shape.InitialState(input);
        var result = Aten.Call2(
            _nonLinearity == nn.NonLinearities.ReLU
                ? "rnn_relu.input(input,hx,params,has_biases,num_layers,dropout,train,bidirectional,batch_first)"
                : "rnn_tanh.input(input,hx,params,has_biases,num_layers,dropout,train,bidirectional,batch_first)",
            input, initial, _weights.All, _shape.Bias, _shape.NumLayers, _shape.Dropout, training, _shape.Bidirectional, _shape.BatchFirst);
        if (h0 is null)
        {
            initial.Dispose();
        }
        return result;
    }
}
