namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Aten.Call("sum(self,dtype)", this, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Aten.Call("sum.dim_IntList(self,dim,keepdim,dtype)", this, dim, keepdim, type);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => sum(dim.ToArray(), keepdim, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Aten.Call("sum.dim_IntList(self,dim,keepdim,dtype)", this, dim, keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1, dim2], keepdim, type);

        public Tensor nansum() => Aten.Call("nansum(self)", this);

        public Tensor prod(ScalarType? type = null) => Aten.Call("prod(self,dtype)", this, type);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Aten.Call("prod.dim_int(self,dim,keepdim,dtype)", this, dim, keepdim, type);

        public Tensor mean() => Aten.Call("mean(self)", this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Aten.Call("mean.dim(self,dim,keepdim,dtype)", this, dimensions, keepdim, type);

        public Tensor median() => Aten.Call("median(self)", this);

        public (Tensor values, Tensor indices) mode(long dim = -1L, bool keepdim = false) => Aten.Call2("mode(self,dim,keepdim)", this, dim, keepdim);

        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Aten.Call("quantile(self,q,dim,keepdim)", this, q, dim, keepdim);

        public Tensor nanquantile(Tensor q, long dim = -1, bool keepdim = false) => Aten.Call("nanquantile(self,q,dim,keepdim)", this, q, dim, keepdim);

        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) => Aten.Call2("kthvalue(self,k,dim,keepdim)", this, k, dim ?? -1, keepdim);

        public Tensor norm(float p = 2.0f) => Aten.Call("norm.Scalar(self,p)", this, (Scalar)p);

        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) => Aten.Call("norm.ScalarOpt_dim(self,p,dim,keepdim)", this, (Scalar)p, dim, keepdim);

        public Tensor renorm(float p, long dim, float maxnorm) => Aten.Call("renorm(self,p,dim,maxnorm)", this, (Scalar)p, dim, (Scalar)maxnorm);

        public Tensor logsumexp(long dim, bool keepdim = false) => Aten.Call("logsumexp(self,dim,keepdim)", this, dim, keepdim);

        public Tensor count_nonzero(long[]? dims = null) => dims is null ? Aten.Call("count_nonzero(self)", this) : Aten.Call("count_nonzero.dim_IntList(self,dim)", this, dims);

        public Tensor all() => Aten.Call("all(self)", this);

        public Tensor all(long dim, bool keepdim = false) => Aten.Call("all.dim(self,dim,keepdim)", this, dim, keepdim);

        public Tensor any() => Aten.Call("any(self)", this);

        public Tensor any(long dim, bool keepdim = false) => Aten.Call("any.dim(self,dim,keepdim)", this, dim, keepdim);

        public Tensor argmax() => Aten.Call("argmax(self)", this);

        public Tensor argmax(long dim, bool keepdim = false) => Aten.Call("argmax(self,dim,keepdim)", this, dim, keepdim);

        public Tensor argmin() => Aten.Call("argmin(self)", this);

        public Tensor argmin(long dim, bool keepdim = false) => Aten.Call("argmin(self,dim,keepdim)", this, dim, keepdim);

        public Tensor amax(params long[] dims) => amax(dims, false, null);

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amax(dims.ToArray(), keepdim, @out);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Aten.Call("amax(self,dim,keepdim)", this, dims, keepdim) : Aten.Call("amax.out(self,dim,keepdim,out)", this, dims, keepdim, @out);

        public Tensor amin(params long[] dims) => amin(dims, false, null);

        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amin(dims.ToArray(), keepdim, @out);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Aten.Call("amin(self,dim,keepdim)", this, dims, keepdim) : Aten.Call("amin.out(self,dim,keepdim,out)", this, dims, keepdim, @out);

        public Tensor max() => Aten.Call("max(self)", this);

        public Tensor max(Tensor other) => maximum(other);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Aten.Call2("max.dim(self,dim,keepdim)", this, dim, keepdim);

        public Tensor min() => Aten.Call("min(self)", this);

        public Tensor min(Tensor other) => minimum(other);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Aten.Call2("min.dim(self,dim,keepdim)", this, dim, keepdim);

        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => Aten.Call2("aminmax(self,dim,keepdim)", this, dim, keepdim);

        public Tensor std(bool unbiased = true) => Aten.Call("std(self,unbiased)", this, unbiased);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Aten.Call("std.dim(self,dim,unbiased,keepdim)", As(type), dimensions, unbiased, keepdim);

        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std(dimensions.ToArray(), unbiased, keepdim, type);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim], unbiased, keepdim, type);

        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim.Item1, dim.Item2], unbiased, keepdim, type);

        public Tensor std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);

        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => Aten.Call2("std_mean(self,unbiased)", this, unbiased);

        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Aten.Call2("std_mean.dim(self,dim,unbiased,keepdim)", As(type), dimensions, unbiased, keepdim);

        public (Tensor std, Tensor mean) std_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std_mean([dim], unbiased, keepdim, type);

        public Tensor var(bool unbiased = true) => Aten.Call("var(self,unbiased)", this, unbiased);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Aten.Call("var.dim(self,dim,unbiased,keepdim)", As(type), dimensions, unbiased, keepdim);

        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var(dimensions.ToArray(), unbiased, keepdim, type);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim], unbiased, keepdim, type);

        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim.Item1, dim.Item2], unbiased, keepdim, type);

        public Tensor var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);

        public (Tensor @var, Tensor mean) var_mean(bool unbiased = true) => Aten.Call2("var_mean(self,unbiased)", this, unbiased);

        public (Tensor std, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Aten.Call2("var_mean.dim(self,dim,unbiased,keepdim)", As(type), dimensions, unbiased, keepdim);

        public (Tensor @var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var_mean([dim], unbiased, keepdim, type);

        private Tensor As(ScalarType? type) => type is { } wanted ? to_type(wanted) : this;
    }
}
