using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A table of vectors looked up by index.</summary>
public sealed class Embedding : nn.Module<Tensor, Tensor>
{
    private readonly long? _paddingIndex;
    private readonly double? _maxNorm;
    private readonly double _normType;
    private readonly bool _scaleGradByFreq;
    private readonly bool _sparse;

    internal Embedding(
        long num_embeddings,
        long embedding_dims,
        long? padding_idx,
        double? max_norm,
        double norm_type,
        bool scale_grad_by_freq,
        bool sparse,
        Device? device,
        ScalarType? dtype) : base(nameof(Embedding))
    {
        _paddingIndex = padding_idx < 0 ? num_embeddings + padding_idx : padding_idx;
        _maxNorm = max_norm;
        _normType = norm_type;
        _scaleGradByFreq = scale_grad_by_freq;
        _sparse = sparse;
        weight = nn.Parameter(empty(num_embeddings, embedding_dims, dtype, device));
        nn.init.normal_(weight);
        ZeroPaddingRow();
    }

    public Parameter? weight
    {
        get => OwnParameter(nameof(weight));
        set => SetOwnParameter(nameof(weight), value);
    }

    public override Tensor forward(Tensor input)
    {
        if (_maxNorm is { } maxNorm)
        {
            using var untracked = no_grad();
            using var detached = weight!.detach();
            Aten.CallInPlace(detached, "embedding_renorm_(self,indices,max_norm,norm_type)", input, maxNorm, _normType);
        }
        return Aten.Call(
            "embedding(weight,indices,padding_idx,scale_grad_by_freq,sparse)", weight, input, _paddingIndex ?? -1, _scaleGradByFreq, _sparse);
    }

    private void ZeroPaddingRow()
    {
        if (_paddingIndex is not { } index)
        {
            return;
        }
        using var untracked = no_grad();
        using var row = weight!.select(0, index);
        row.zero_();
    }
}
