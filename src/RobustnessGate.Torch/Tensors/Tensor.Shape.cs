namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor reshape(params long[] shape) => Aten.Call("reshape(self,shape)", this, shape);

        public Tensor view(params long[] shape) => Aten.Call("view(self,size)", this, shape);

        public Tensor view_as(Tensor other) => view(other.shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Aten.Call("flatten.using_ints(self,start_dim,end_dim)", this, start_dim, end_dim);

        public Tensor unflatten(long dim, params long[] sizes) => view([.. shape[..Wrapped((int)dim)], .. sizes, .. shape[(Wrapped((int)dim) + 1)..]]);

        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);

        public Tensor ravel() => Aten.Call("ravel(self)", this);

        public Tensor squeeze(long? dim = null) => dim is { } along ? Aten.Call("squeeze.dim(self,dim)", this, along) : Aten.Call("squeeze(self)", this);

        public Tensor squeeze_(long? dim = null) =>
            dim is { } along ? Aten.CallInPlace(this, "squeeze_.dim(self,dim)", along) : Aten.CallInPlace(this, "squeeze_(self)");

        public Tensor unsqueeze(long dim) => Aten.Call("unsqueeze(self,dim)", this, dim);

        public Tensor unsqueeze_(long dim) => Aten.CallInPlace(this, "unsqueeze_(self,dim)", dim);

        public Tensor transpose(long dim0, long dim1) => Aten.Call("transpose.int(self,dim0,dim1)", this, dim0, dim1);

        public Tensor transpose_(long dim0, long dim1) => Aten.CallInPlace(this, "transpose_(self,dim0,dim1)", dim0, dim1);

        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor t() => Aten.Call("t(self)", this);

        public Tensor T => Aten.Call("numpy_T(self)", this);

        public Tensor H => Aten.Call("matrix_H(self)", this);

        public Tensor mT => Aten.Call("mT(self)", this);

        public Tensor mH => Aten.Call("mH(self)", this);

        public Tensor adjoint() => Aten.Call("adjoint(self)", this);

        public Tensor permute(params long[] permutation) => Aten.Call("permute(self,dims)", this, permutation);

        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        public Tensor movedim(long[] source, long[] destination) => Aten.Call("movedim.intlist(self,source,destination)", this, source, destination);

        public Tensor expand(params long[] sizes) => expand(sizes, false);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Aten.Call("expand(self,size,implicit)", this, sizes, isImplicit);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => expand(sizes.ToArray(), isImplicit);

        public Tensor expand(Size sizes, bool isImplicit = false) => expand(sizes.Shape, isImplicit);

        public Tensor expand_as(Tensor other) => expand(other.shape, false);

        public Tensor broadcast_to(params long[] shape) => Aten.Call("broadcast_to(self,size)", this, shape);

        public Tensor repeat(params long[] sizes) => Aten.Call("repeat(self,repeats)", this, sizes);

        public Tensor tile(long[] reps) => Aten.Call("tile(self,dims)", this, reps);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => Aten.Call("repeat_interleave.self_int(self,repeats,dim,output_size)", this, repeats, dim, output_size);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) => Aten.Call("repeat_interleave.self_Tensor(self,repeats,dim,output_size)", this, repeats, dim, output_size);

        public Tensor flip(params long[] dims) => Aten.Call("flip(self,dims)", this, dims);

        public Tensor fliplr() => Aten.Call("fliplr(self)", this);

        public Tensor flipud() => Aten.Call("flipud(self)", this);

        public Tensor roll(long shifts, long? dims = null) => dims is { } along ? roll([shifts], [along]) : roll([shifts], []);

        public Tensor roll((long, long) shifts, (long, long) dims) => roll([shifts.Item1, shifts.Item2], [dims.Item1, dims.Item2]);

        public Tensor roll((long, long, long) shifts, (long, long, long) dims) => roll([shifts.Item1, shifts.Item2, shifts.Item3], [dims.Item1, dims.Item2, dims.Item3]);

        public Tensor roll(long[] shifts, long[] dims) => Aten.Call("roll(self,shifts,dims)", this, shifts, dims);

        public Tensor roll(long[] shifts) => roll(shifts, [0L]);

        public Tensor rot90(long k = 1, (long, long)? dims = null) => Aten.Call("rot90(self,k,dims)", this, k, new[] { dims?.Item1 ?? 0L, dims?.Item2 ?? 1L });

        public Tensor narrow(long dim, long start, long length) => Aten.Call("narrow(self,dim,start,length)", this, dim, start, length);

        public Tensor select(long dim, long index) => Aten.Call("select.int(self,dim,index)", this, dim, index);

        public Tensor slice(long dim, long start, long finish, long step) => Aten.Call("slice.Tensor(self,dim,start,end,step)", this, dim, start, finish, step);

        public Tensor unfold(long dimension, long size, long step) => Aten.Call("unfold(self,dimension,size,step)", this, dimension, size, step);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0L) => Aten.Call("as_strided(self,size,stride,storage_offset)", this, size, strides, storageOffset);

        public Tensor[] chunk(long chunks, long dim = 0L) => Aten.CallList("chunk(self,chunks,dim)", this, chunks, dim);

        public Tensor[] split(long size, int dim = 0) => Aten.CallList("split.Tensor(self,split_size,dim)", this, size, dim);

        public Tensor[] split(long[] sizes, long dim = 0) => Aten.CallList("split_with_sizes(self,split_sizes,dim)", this, sizes, dim);

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => split(sizes.ToArray(), dim);

        public Tensor[] split(params long[] sizes) => split(sizes, 0L);

        public Tensor[] unbind(long dimension = 0L) => Aten.CallList("unbind.int(self,dim)", this, dimension);

        public Tensor[] tensor_split(long size, long dim = 0L) => Aten.CallList("tensor_split.sections(self,sections,dim)", this, size, dim);

        public Tensor[] tensor_split(long[] sizes, long dim = 0L) => Aten.CallList("tensor_split.indices(self,indices,dim)", this, sizes, dim);

        public Tensor diag(long diagonal = 0) => Aten.Call("diag(self,diagonal)", this, diagonal);

        public Tensor diag_embed(long offset = 0L, long dim1 = -2L, long dim2 = -1L) => Aten.Call("diag_embed(self,offset,dim1,dim2)", this, offset, dim1, dim2);

        public Tensor diagonal(long offset = 0L, long dim1 = 0L, long dim2 = 1L) => Aten.Call("diagonal(self,offset,dim1,dim2)", this, offset, dim1, dim2);

        public Tensor trace() => Aten.Call("trace(self)", this);

        public Tensor tril(long diagonal = 0) => Aten.Call("tril(self,diagonal)", this, diagonal);

        public Tensor tril_(long diagonal = 0) => Aten.CallInPlace(this, "tril_(self,diagonal)", diagonal);

        public Tensor triu(long diagonal = 0) => Aten.Call("triu(self,diagonal)", this, diagonal);

        public Tensor triu_(long diagonal = 0) => Aten.CallInPlace(this, "triu_(self,diagonal)", diagonal);

        public Tensor atleast_1d() => Aten.Call("atleast_1d(self)", this);

        public Tensor atleast_2d() => Aten.Call("atleast_2d(self)", this);

        public Tensor atleast_3d() => Aten.Call("atleast_3d(self)", this);

        public Tensor channel_shuffle(long groups) => Aten.Call("channel_shuffle(self,groups)", this, groups);
    }
}
