namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>The negative log-likelihood of <paramref name="target"/> under softmax(<paramref name="input"/>).</summary>
            /// <param name="input">Logits, (N, C, ...) or (C).</param>
            /// <param name="target">Class indices, or class probabilities of the input's shape.</param>
            /// <param name="weight">A weight per class.</param>
            /// <param name="ignore_index">A class index that does not count.</param>
            /// <param name="reduction">What becomes of the N losses.</param>
            /// <param name="label_smoothing">The probability mass spread over all classes.</param>
            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) =>
                Aten.Call(
                    "cross_entropy_loss(self,target,weight,reduction,ignore_index,label_smoothing)",
                    input, target, weight, (long)reduction, ignore_index, label_smoothing);

            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Aten.Call("nll_loss_nd(self,target,weight,reduction)", input, target, weight, (long)reduction);

            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Aten.Call("binary_cross_entropy(self,target,weight,reduction)", input, target, weight, (long)reduction);

            public static Tensor binary_cross_entropy_with_logits(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                Aten.Call(
                    "binary_cross_entropy_with_logits(self,target,weight,pos_weight,reduction)", input, target, weight, pos_weights, (long)reduction);

            /// <summary>The Kullback-Leibler divergence of <paramref name="target"/> from <paramref name="input"/>, pointwise before reduction.</summary>
            /// <param name="input">Log-probabilities.</param>
            /// <param name="target">Log-probabilities, or probabilities with <paramref name="log_target"/> false.</param>
            /// <param name="log_target">TorchSharp's default is true where PyTorch's is false.</param>
            /// <param name="reduction">The mean is over all elements, not over the batch.</param>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                Aten.Call("kl_div(self,target,reduction,log_target)", input, target, (long)reduction, log_target);

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Aten.Call("mse_loss(self,target,reduction)", input, target, (long)reduction);

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Aten.Call("l1_loss(self,target,reduction)", input, target, (long)reduction);

            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1.0) =>
                Aten.Call("smooth_l1_loss(self,target,reduction,beta)", input, target, (long)reduction, beta);

            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1.0, Reduction reduction = Reduction.Mean) =>
                Aten.Call("huber_loss(self,target,reduction,delta)", input, target, (long)reduction, delta);
        }
    }
}
