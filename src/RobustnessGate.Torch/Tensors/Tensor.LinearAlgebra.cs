namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => Aten.Call("matmul(self,other)", this, target);

        public Tensor mm(Tensor target) => Aten.Call("mm(self,mat2)", this, target);

        public Tensor mv(Tensor target) => Aten.Call("mv(self,vec)", this, target);

        public Tensor bmm(Tensor batch2) => Aten.Call("bmm(self,mat2)", this, batch2);

        public Tensor dot(Tensor target) => Aten.Call("dot(self,tensor)", this, target);

        public Tensor vdot(Tensor target) => Aten.Call("vdot(self,other)", this, target);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Aten.Call("addmm(self,mat1,mat2,beta,alpha)", this, mat1, mat2, (Scalar)beta, (Scalar)alpha);

        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Aten.Call("addbmm(self,batch1,batch2,beta,alpha)", this, batch1, batch2, (Scalar)beta, (Scalar)alpha);

        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Aten.Call("baddbmm(self,batch1,batch2,beta,alpha)", this, batch1, batch2, (Scalar)beta, (Scalar)alpha);

        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) => Aten.Call("addmv(self,mat,vec,beta,alpha)", this, mat, vec, (Scalar)beta, (Scalar)alpha);

        public Tensor addr(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => Aten.Call("addr(self,vec1,vec2,beta,alpha)", this, vec1, vec2, (Scalar)beta, (Scalar)alpha);

        public Tensor det() => Aten.Call("linalg_det(A)", this);

        public Tensor logdet() => Aten.Call("logdet(self)", this);

        public Tensor inverse() => linalg.inv(this);

        public Tensor matrix_exp() => Aten.Call("matrix_exp(self)", this);

        public Tensor matrix_power(int n) => Aten.Call("matrix_power(self,n)", this, n);

        public Tensor cholesky(bool upper = false) => Aten.Call("cholesky(self,upper)", this, upper);

        public Tensor cov(long correction = 1, Tensor? fweights = null, Tensor? aweights = null) =>
            Aten.Call("cov(self,correction,fweights,aweights)", this, correction, fweights, aweights);

        public Tensor corrcoef() => Aten.Call("corrcoef(self)", this);

        public Tensor ger(Tensor vec2) => outer(vec2);
    }
}
