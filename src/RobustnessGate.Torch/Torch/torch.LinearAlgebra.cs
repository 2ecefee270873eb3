namespace TorchSharp;

public static partial class torch
{
    public static Tensor matmul(Tensor input, Tensor target) => input.matmul(target);

    public static Tensor mm(Tensor input, Tensor target) => input.mm(target);

    public static Tensor mv(Tensor input, Tensor target) => input.mv(target);

    public static Tensor bmm(Tensor input, Tensor batch2) => input.bmm(batch2);

    public static Tensor dot(Tensor input, Tensor other) => input.dot(other);

    public static Tensor vdot(Tensor input, Tensor target) => input.vdot(target);

    public static Tensor addmm(Tensor input, Tensor mat1, Tensor mat2, float beta, float alpha) => input.addmm(mat1, mat2, beta, alpha);

    public static Tensor baddbmm(Tensor input, Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => input.baddbmm(batch1, batch2, beta, alpha);

    public static Tensor det(Tensor input) => input.det();

    public static Tensor inverse(Tensor input) => linalg.inv(input);

    public static Tensor matrix_power(Tensor input, int n) => input.matrix_power(n);

    public static Tensor einsum(string equation, params Tensor[] tensors) => Aten.Call("einsum(equation,tensors)", equation, tensors);

    public static Tensor tensordot(Tensor a, Tensor b, long[] dims1, long[] dims2) => Aten.Call("tensordot(self,other,dims_self,dims_other)", a, b, dims1, dims2);

    public static Tensor cov(Tensor input, long correction = 1, Tensor? fweights = null, Tensor? aweights = null) => input.cov(correction, fweights, aweights);

    public static Tensor corrcoef(Tensor input) => input.corrcoef();

    public static Tensor ger(Tensor input, Tensor vec2) => input.outer(vec2);
}
