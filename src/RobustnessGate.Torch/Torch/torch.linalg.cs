namespace TorchSharp;

public static partial class torch
{
    public static class linalg
    {
        public enum QRMode
        {
            Reduced = 0,
            Complete = 1,
            R = 2,
        }

        public static Tensor cholesky(Tensor input) => Aten.Call("linalg_cholesky(self)", input);

        public static Tensor det(Tensor input) => input.det();

        public static Tensor inv(Tensor input) => Aten.Call("linalg_inv(A)", input);

        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Aten.Call2("linalg_eigh(self,UPLO)", input, UPLO.ToString());

        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Aten.Call("linalg_eigvalsh(self,UPLO)", input, UPLO.ToString());

        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other) =>
            Aten.Call4("linalg_lstsq(self,b)", input, other);

        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other, double rcond) =>
            Aten.Call4("linalg_lstsq(self,b,rcond)", input, other, rcond);

        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) =>
            Aten.Call("linalg_matrix_norm.str_ord(self,ord,dim,keepdim)", input, ord, dims ?? [-2L, -1L], keepdim);

        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("linalg_matrix_norm(self,ord,dim,keepdim)", input, (Scalar)ord, dims ?? [-2L, -1L], keepdim);

        public static Tensor matrix_rank(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Aten.Call("linalg_matrix_rank.atol_rtol_float(self,atol,rtol,hermitian)", input, atol, rtol, hermitian);

        public static Tensor multi_dot(IList<Tensor> tensors) => Aten.Call("linalg_multi_dot(tensors)", Value.TensorList(tensors));

        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) => Aten.Call("linalg_norm.ord_str(self,ord,dim,keepdim)", input, ord, dims, keepdim);

        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Aten.Call("linalg_norm(self,ord,dim,keepdim)", input, (Scalar)ord, dims, keepdim);

        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) => Aten.Call("linalg_norm(self,ord,dim,keepdim)", input, (Scalar)ord, dims, keepdim);

        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => Aten.Call("linalg_norm(self,dim,keepdim)", input, dims, keepdim);

        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Aten.Call("linalg_pinv.atol_rtol_float(self,atol,rtol,hermitian)", input, atol, rtol, hermitian);

        public static Tensor pinv(Tensor input, Tensor atol, Tensor? rtol = null, bool hermitian = false) =>
            Aten.Call("linalg_pinv.atol_rtol_tensor(self,atol,rtol,hermitian)", input, atol, rtol, hermitian);

        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced) => Aten.Call2("linalg_qr(A,mode)", input, mode switch
        {
            QRMode.Complete => "complete",
            QRMode.R => "r",
            _ => "reduced",
        });

        public static (Tensor, Tensor) slogdet(Tensor input) => Aten.Call2("linalg_slogdet(A)", input);

        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Aten.Call("linalg_solve(A,B,left)", A, B, left);

        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true) => Aten.Call3("linalg_svd(A,full_matrices)", input, fullMatrices);

        public static Tensor svdvals(Tensor input) => Aten.Call("linalg_svdvals(A)", input);

        public static Tensor vecdot(Tensor x, Tensor y, long dim = -1, Tensor? @out = null) =>
            @out is null ? Aten.Call("linalg_vecdot(x,y,dim)", x, y, dim) : Aten.Call("linalg_vecdot.out(x,y,dim,out)", x, y, dim, @out);

        public static Tensor vector_norm(Tensor input, double ord = 2d, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("linalg_vector_norm(self,ord,dim,keepdim)", input, (Scalar)ord, dims, keepdim);
    }
}
