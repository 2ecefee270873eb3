using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            // An activation done in place returns a handle of its own, so that both it and the input can be disposed.
            public static Tensor relu(Tensor x, bool inplace = false) =>
                inplace
                    ? Aten.CallInPlace(x, "relu_(self)").alias()
                    : Aten.Call("relu(self)", x);

            public static Tensor relu6(Tensor x, bool inplace = false) =>
                inplace
                    ? Aten.CallInPlace(x, "relu6_(self)").alias()
                    : Aten.Call("relu6(self)", x);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace
                    ? Aten.CallInPlace(input, "leaky_relu_(self,negative_slope)", (Scalar)negative_slope).alias()
                    : Aten.Call("leaky_relu(self,negative_slope)", input, (Scalar)negative_slope);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                inplace
                    ? Aten.CallInPlace(x, "elu_(self,alpha)", (Scalar)alpha).alias()
                    : Aten.Call("elu(self,alpha)", x, (Scalar)alpha);

            public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false) =>
                inplace
                    ? Aten.CallInPlace(x, "gelu_(self,approximate)", approximate.ToString()).alias()
                    : Aten.Call("gelu(self,approximate)", x, approximate.ToString());

            public static Tensor gelu(Tensor x, bool inplace) => gelu(x, Modules.GELU.Approximate.none, inplace);

            public static Tensor gelu(Tensor x) => gelu(x, Modules.GELU.Approximate.none);

            public static Tensor silu(Tensor x, bool inplace = false) =>
                inplace
                    ? Aten.CallInPlace(x, "silu_(self)").alias()
                    : Aten.Call("silu(self)", x);

            public static Tensor sigmoid(Tensor x, bool inplace) =>
                inplace
                    ? Aten.CallInPlace(x, "sigmoid_(self)").alias()
                    : Aten.Call("sigmoid(self)", x);

            public static Tensor sigmoid(Tensor x) => sigmoid(x, inplace: false);

            public static Tensor tanh(Tensor x, bool inplace = false) =>
                inplace
                    ? Aten.CallInPlace(x, "tanh_(self)").alias()
                    : Aten.Call("tanh(self)", x);

            public static Tensor hardswish(Tensor input, bool inplace = false) =>
                inplace
                    ? Aten.CallInPlace(input, "hardswish_(self)").alias()
                    : Aten.Call("hardswish(self)", input);

            public static Tensor hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0, bool inplace = false) =>
                inplace
                    ? Aten.CallInPlace(x, "hardtanh_(self,min_val,max_val)", (Scalar)min_val, (Scalar)max_val).alias()
                    : Aten.Call("hardtanh(self,min_val,max_val)", x, (Scalar)min_val, (Scalar)max_val);

            public static Tensor mish(Tensor x, bool inplace = false) =>
                inplace
                    ? Aten.CallInPlace(x, "mish_(self)").alias()
                    : Aten.Call("mish(self)", x);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) =>
                Aten.Call("softplus(self,beta,threshold)", x, (Scalar)beta, (Scalar)threshold);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) =>
                Aten.Call("softmax.int(self,dim,dtype)", input, dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => Aten.Call("log_softmax.int(self,dim)", x, dim);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace
                    ? Aten.CallInPlace(input, "dropout_(self,p,train)", p, training).alias()
                    : Aten.Call("dropout(input,p,train)", input, p, training);

            /// <summary>Drops whole channels.</summary>
            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace
                    ? Aten.CallInPlace(input, "feature_dropout_(self,p,train)", p, training).alias()
                    : Aten.Call("feature_dropout(input,p,train)", input, p, training);
        }
    }
}
