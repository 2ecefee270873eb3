using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static MultiheadAttention MultiheadAttention(
            long embedded_dim,
            long num_heads,
            double dropout = 0.0,
            bool bias = true,
            bool add_bias_kv = false,
            bool add_zero_attn = false,
            long? kdim = null,
            long? vdim = null) =>
            new(embedded_dim, num_heads, dropout, bias, add_bias_kv, add_zero_attn, kdim, vdim);
    }
}
