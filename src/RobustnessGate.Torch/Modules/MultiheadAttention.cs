using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Vaswani et al., "Attention Is All You Need" (2017). Sequences come first: query (L, N, E), key and value (S, N, ...).</summary>
public sealed class MultiheadAttention : nn.Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor>>
{
    private readonly long _size;
    private readonly long _heads;
    private readonly double _dropout;
    private readonly bool _addZeroAttention;
    private readonly Linear _output;

    internal MultiheadAttention(
        long embedded_dim, long num_heads, double dropout, bool bias, bool add_bias_kv, bool add_zero_attn, long? kdim, long? vdim)
        : base(nameof(MultiheadAttention))
    {
        if (embedded_dim % num_heads != 0)
        {
            throw new ArgumentException($"embed_dim must be divisible by num_heads, but {embedded_dim} is not by {num_heads}.", nameof(num_heads));
        }
        _size = embedded_dim;
        _heads = num_heads;
        _dropout = dropout;
        _addZeroAttention = add_zero_attn;
        var keySize = kdim ?? embedded_dim;
        var valueSize = vdim ?? embedded_dim;
        // The output layer draws its weights first, as in PyTorch.
        _output = nn.Linear(embedded_dim, embedded_dim, bias);
        if (keySize == embedded_dim && valueSize == embedded_dim)
        {
            AddProjection("in_proj_weight", 3 * embedded_dim, embedded_dim);
        }
        else
        {
            AddProjection("q_proj_weight", embedded_dim, embedded_dim);
            AddProjection("k_proj_weight", embedded_dim, keySize);
            AddProjection("v_proj_weight", embedded_dim, valueSize);
        }
        if (bias)
        {
            register_parameter("in_proj_bias", nn.Parameter(zeros(3 * embedded_dim)));
            nn.init.zeros_(_output.bias!);
        }
        register_module("out_proj", _output);
        if (add_bias_kv)
        {
            AddExtraPosition("bias_k", embedded_dim);
            AddExtraPosition("bias_v", embedded_dim);
        }
    }

    public new Tuple<Tensor, Tensor> call(
        Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true, Tensor? attn_mask = null) =>
        base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

    /// <param name="query">(L, N, E).</param>
    /// <param name="key">(S, N, kdim).</param>
    /// <param name="value">(S, N, vdim).</param>
    /// <param name="key_padding_mask">(N, S), true where a key is padding.</param>
    /// <param name="need_weights">Whether the attention weights are wanted.</param>
    /// <param name="attn_mask">(L, S) or (N * heads, L, S): added when floating, left out where true when boolean.</param>
    /// <returns>The output (L, N, E), and the weights averaged over the heads (N, L, S), or null.</returns>
    public override Tuple<Tensor, Tensor> forward(
        Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = Projected(query, key, value);
        var (targets, batch) = (query.shape[0], query.shape[1]);
        var added = 0L;
        if (OwnParameter("bias_k") is { } biasKey && OwnParameter("bias_v") is { } biasValue)
        {
            k = cat([k, biasKey.expand(1, batch, _size)]);
            v = cat([v, biasValue.expand(1, batch, _size)]);
            added++;
        }
        if (_addZeroAttention)
        {
            k = cat([k, zeros_like(k.narrow(0, 0, 1))]);
            v = cat([v, zeros_like(v.narrow(0, 0, 1))]);
            added++;
        }
        var scores = SplitHeads(q).mul(1 / Math.Sqrt(_size / _heads)).matmul(SplitHeads(k).transpose(-2, -1));
        var sources = k.shape[0];
        if (attn_mask is not null)
        {
            var mask = Extended(attn_mask, added);
            scores = Masked(scores, mask.ndim == 3 ? mask.view(batch, _heads, targets, sources) : mask);
        }
        if (key_padding_mask is not null)
        {
            scores = Masked(scores, Extended(key_padding_mask, added).view(batch, 1, 1, sources));
        }
        var weights = nn.functional.dropout(nn.functional.softmax(scores, -1), _dropout, training);
        var joined = weights.matmul(SplitHeads(v)).permute(2, 0, 1, 3).reshape(targets, batch, _size);
        var output = _output.call(joined).MoveToOuterDisposeScope();
        return Tuple.Create(output, need_weights ? weights.mean([1]).MoveToOuterDisposeScope() : null!);
    }

    private (Tensor Query, Tensor Key, Tensor Value) Projected(Tensor query, Tensor key, Tensor value)
    {
        var weights = OwnParameter("in_proj_weight") is { } joined
            ? joined.chunk(3)
            : [OwnParameter("q_proj_weight")!, OwnParameter("k_proj_weight")!, OwnParameter("v_proj_weight")!];
        var biases = OwnParameter("in_proj_bias")?.chunk(3);
        return (
            nn.functional.linear(query, weights[0], biases?[0]),
            nn.functional.linear(key, weights[1], biases?[1]),
            nn.functional.linear(value, weights[2], biases?[2]));
    }

    private void AddProjection(string name, long rows, long columns)
    {
        register_parameter(name, nn.Parameter(empty(rows, columns)));
        nn.init.xavier_uniform_(OwnParameter(name)!);
    }

    private void AddExtraPosition(string name, long size)
    {
        register_parameter(name, nn.Parameter(empty(1, 1, size)));
        nn.init.xavier_normal_(OwnParameter(name)!);
    }

    // (L, N, E) to (N, heads, L, E / heads).
    private Tensor SplitHeads(Tensor sequence) =>
        sequence.reshape(sequence.shape[0], sequence.shape[1], _heads, _size / _heads).permute(1, 2, 0, 3);

    // The positions added to the keys are never masked.
    private static Tensor Extended(Tensor mask, long added) => added == 0 ? mask : nn.functional.pad(mask, (0, added));

    private static Tensor Masked(Tensor scores, Tensor mask) =>
        mask.dtype == ScalarType.Bool ? scores.masked_fill(mask, double.NegativeInfinity) : scores.add(mask);
}
