using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Nn;

// The numbers are PyTorch 1.13's for the same seed and inputs.
[Collection(nameof(DefaultGenerator))]
public sealed class RecurrentTests
{
    private static Tensor Sequence() => linspace(-1, 1, 12, dtype: ScalarType.Float32).reshape(2, 3, 2);

    [Fact]
    public void A_deep_bidirectional_LSTM_gives_PyTorchs_outputs_and_states()
    {
        manual_seed(0);
        using var lstm = nn.LSTM(2, 2, numLayers: 2, batchFirst: true, bidirectional: true);
        var (output, hidden, cell) = lstm.call(Sequence());
        Assert.Equal([2, 3, 4], output.shape);
        Expect.Close(
            [0.02445299, -0.10444603, 0.03271918, 0.16302924, 0.03889591, -0.14489248, 0.02899383, 0.15857916, 0.04865639,
                -0.16200186, 0.01322463, 0.12751313, 0.02268101, -0.11474667, 0.09421582, 0.13306832, 0.04047057,
                -0.15663801, 0.07513972, 0.12819739, 0.0519479, -0.17016552, 0.03504736, 0.10877948], output);
        Expect.Close(
            [-0.30172119, 0.03943571, -0.19959731, -0.02370014, 0.11675034, 0.12201596, 0.0930121, -0.06231328,
                0.04865639, -0.16200186, 0.0519479, -0.17016552, 0.03271918, 0.16302924, 0.09421582, 0.13306832], hidden);
        Expect.Close(
            [-0.42621368, 0.05431056, -0.46485335, -0.03667163, 0.69001961, 0.35311797, 0.27332592, -0.19047728,
                0.17481288, -0.53005219, 0.18983807, -0.55199051, 0.05799337, 0.26534951, 0.17126358, 0.23477405], cell);
    }

    [Fact]
    public void An_LSTM_fed_in_two_halves_with_its_state_ends_as_when_fed_at_once()
    {
        manual_seed(0);
        using var lstm = nn.LSTM(2, 3);
        var (whole, hidden, _) = lstm.call(Sequence());
        var (_, h0, c0) = lstm.call(Sequence().narrow(0, 0, 1));
        var (rest, h1, _) = lstm.call(Sequence().narrow(0, 1, 1), (h0, c0));
        Assert.True(allclose(whole.narrow(0, 1, 1), rest));
        Assert.True(allclose(hidden, h1));
    }

    [Fact]
    public void A_GRU_gives_PyTorchs_outputs()
    {
        manual_seed(0);
        using var gru = nn.GRU(2, 2);
        var (output, hidden) = gru.call(Sequence());
        Expect.Close(
            [-0.25731826, -0.31390405, -0.25338256, -0.35704643, -0.24904582, -0.38384324, -0.4541797, -0.51787543,
                -0.4559024, -0.54186553, -0.45502403, -0.55413544], output);
        Expect.Close([-0.4541797, -0.51787543, -0.4559024, -0.54186553, -0.45502403, -0.55413544], hidden);
    }

    [Fact]
    public void A_ReLU_RNN_gives_PyTorchs_outputs()
    {
        manual_seed(0);
        using var rnn = nn.RNN(2, 2, nonLinearity: nn.NonLinearities.ReLU);
        var (output, hidden) = rnn.call(Sequence());
        Expect.Close(
            [0.0, 1.05586898, 0.0, 0.65500778, 0.0, 0.25414658, 0.02673153, 0.44526631, 0.08673239, 0.0, 0.14673325, 0.0], output);
        Expect.Close([0.02673153, 0.44526631, 0.08673239, 0.0, 0.14673325, 0.0], hidden);
    }

    [Fact]
    public void Recurrent_weights_are_named_as_in_PyTorch()
    {
        using var lstm = nn.LSTM(2, 2, bidirectional: true, bias: false);
        Assert.Equal(
            ["weight_ih_l0", "weight_hh_l0", "weight_ih_l0_reverse", "weight_hh_l0_reverse"],
            lstm.named_parameters().Select(named => named.name));
    }
}
