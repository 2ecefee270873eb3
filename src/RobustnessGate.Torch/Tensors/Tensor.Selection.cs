namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor gather(long dim, Tensor index) => Aten.Call("gather(self,dim,index)", this, dim, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Aten.Call("scatter.src(self,dim,index,src)", this, dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => Aten.CallInPlace(this, "scatter_.src(self,dim,index,src)", dim, index, src);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Aten.Call("scatter_add(self,dim,index,src)", this, dim, index, src);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Aten.CallInPlace(this, "scatter_add_(self,dim,index,src)", dim, index, src);

        public Tensor index_select(long dim, Tensor index) => Aten.Call("index_select(self,dim,index)", this, dim, index);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Aten.Call("index_add(self,dim,index,source,alpha)", this, dim, index, source, alpha);

        public Tensor index_copy(long dim, Tensor index, Tensor source) => Aten.Call("index_copy(self,dim,index,source)", this, dim, index, source);

        public Tensor index_fill(long dim, Tensor index, Scalar value) => Aten.Call("index_fill.int_Scalar(self,dim,index,value)", this, dim, index, value);

        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.Call("masked_fill.Scalar(self,mask,value)", this, mask, value);

        public Tensor masked_scatter(Tensor mask, Tensor value) => Aten.Call("masked_scatter(self,mask,source)", this, mask, value);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Aten.CallInPlace(this, "index_add_(self,dim,index,source,alpha)", dim, index, source, alpha);

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Aten.CallInPlace(this, "index_copy_(self,dim,index,source)", dim, index, source);

        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Aten.CallInPlace(this, "index_fill_.int_Scalar(self,dim,index,value)", dim, index, value);

        public Tensor masked_fill_(Tensor mask, Scalar value) => Aten.CallInPlace(this, "masked_fill_.Scalar(self,mask,value)", mask, value);

        public Tensor masked_scatter_(Tensor mask, Tensor value) => Aten.CallInPlace(this, "masked_scatter_(self,mask,source)", mask, value);

        public Tensor masked_select(Tensor mask) => Aten.Call("masked_select(self,mask)", this, mask);

        public Tensor take(Tensor index) => Aten.Call("take(self,index)", this, index);

        public Tensor nonzero() => Aten.Call("nonzero(self)", this);

        public IList<Tensor> nonzero_as_list() => Aten.CallList("nonzero_numpy(self)", this);

        public Tensor argwhere() => Aten.Call("argwhere(self)", this);

        public Tensor take_along_dim(Tensor indices) => Aten.Call("take_along_dim(self,indices)", this, indices);

        public Tensor take_along_dim(IEnumerable<long> indices) => take_along_dim(tensor(indices.ToArray()));

        public Tensor take_along_dim(Tensor indices, long dim) => Aten.Call("take_along_dim(self,indices,dim)", this, indices, dim);

        public Tensor take_along_dim(IEnumerable<long> indices, long dim) => take_along_dim(tensor(indices.ToArray()), dim);

        public Tensor where(Tensor condition, Tensor y) => Aten.Call("where.self(condition,self,other)", condition, this, y);

        public Tensor select_scatter(Tensor src, long dim, long index) => Aten.Call("select_scatter(self,src,dim,index)", this, src, dim, index);

        public Tensor slice_scatter(Tensor src, long dim = 0L, long? start = null, long? end = null, long step = 1L) =>
            Aten.Call("slice_scatter(self,src,dim,start,end,step)", this, src, dim, start, end, step);
    }
}
