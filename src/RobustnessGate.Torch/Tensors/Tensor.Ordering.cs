namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor cumsum(long dim, ScalarType? type = null) => Aten.Call("cumsum(self,dim,dtype)", this, dim, type);

        public Tensor cumprod(long dim, ScalarType? type = null) => Aten.Call("cumprod(self,dim,dtype)", this, dim, type);

        public (Tensor values, Tensor indexes) cummax(long dim) => Aten.Call2("cummax(self,dim)", this, dim);

        public (Tensor values, Tensor indexes) cummin(long dim) => Aten.Call2("cummin(self,dim)", this, dim);

        public Tensor logcumsumexp(long dim) => Aten.Call("logcumsumexp(self,dim)", this, dim);

        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) =>
            Aten.Call("diff(self,n,dim,prepend,append)", this, n, dim, prepend, append);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Aten.Call2("sort.stable(self,stable,dim,descending)", this, stable, dim, descending);

        public Tensor msort() => Aten.Call("msort(self)", this);

        public Tensor argsort(long dim = -1, bool descending = false) => Aten.Call("argsort(self,dim,descending)", this, dim, descending);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Aten.Call2("topk(self,k,dim,largest,sorted)", this, k, dim, largest, sorted);

        public Tensor bincount(Tensor? weights, long minlength = 0) => Aten.Call("bincount(self,weights,minlength)", this, weights, minlength);

        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) =>
            Aten.Call("bucketize.Tensor(self,boundaries,out_int32,right)", this, boundaries, outInt32, right);

        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Aten.Call("histc(self,bins,min,max)", this, bins, (Scalar)min, (Scalar)max);

        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            var (output, inverse, counts) = dim is { } along
                ? Aten.Call3("unique_dim(self,dim,sorted,return_inverse,return_counts)", this, along, sorted, return_inverse, return_counts)
                : Aten.Call3("_unique2(self,sorted,return_inverse,return_counts)", this, sorted, return_inverse, return_counts);
            return (output, return_inverse ? inverse : null, return_counts ? counts : null);
        }

        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique_consecutive(bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            var (output, inverse, counts) = Aten.Call3("unique_consecutive(self,return_inverse,return_counts,dim)", this, return_inverse, return_counts, (long?)dim);
            return (output, return_inverse ? inverse : null, return_counts ? counts : null);
        }
    }
}
