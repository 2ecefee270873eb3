namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>softmax(Q K' / sqrt(E) + mask) V over the last two dimensions.</summary>
            /// <param name="query">(..., L, E).</param>
            /// <param name="key">(..., S, E).</param>
            /// <param name="value">(..., S, V).</param>
            /// <param name="attn_mask">Broadcastable to (..., L, S): added when floating, kept where true when boolean.</param>
            /// <param name="p">The probability that an attention weight is dropped.</param>
            /// <param name="is_casual">Whether a position sees only itself and those before; not together with a mask.</param>
            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false)
            {
                // The fused operator came with libtorch 2.
                return Version.Parse(__version__.Split('+', 'a', 'r')[0]).Major >= 2
                    ? Aten.Call(
                        "scaled_dot_product_attention(query,key,value,attn_mask,dropout_p,is_causal)", query, key, value, attn_mask, p, is_casual)
                    : ComposedAttention(query, key, value, attn_mask, p, is_casual);
            }

            private static Tensor ComposedAttention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask, double p, bool is_casual)
            {
                if (is_casual && attn_mask is not null)
                {
                    throw new ArgumentException("scaled_dot_product_attention takes either a mask or is_casual, not both.", nameof(attn_mask));
                }
                using var scope = NewDisposeScope();
                var scores = query.matmul(key.transpose(-2, -1)) * (1 / Math.Sqrt(query.shape[^1]));
                var mask = is_casual
                    ? ones([query.shape[^2], key.shape[^2]], ScalarType.Bool, query.device).tril()
                    : attn_mask;
                if (mask is not null)
                {
                    scores = mask.dtype == ScalarType.Bool ? scores.masked_fill(mask.logical_not(), double.NegativeInfinity) : scores + mask;
                }
                return dropout(softmax(scores, -1), p, training: p > 0).matmul(value).MoveToOuterDisposeScope();
            }
        }
    }
}
