using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Put(value, TensorIndex.Single(i1));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(Singles(i1, i2));
            set => Put(value, Singles(i1, i2));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(Singles(i1, i2, i3));
            set => Put(value, Singles(i1, i2, i3));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(Singles(i1, i2, i3, i4));
            set => Put(value, Singles(i1, i2, i3, i4));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => index(Singles(i1, i2, i3, i4, i5));
            set => Put(value, Singles(i1, i2, i3, i4, i5));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => index(Singles(i1, i2, i3, i4, i5, i6));
            set => Put(value, Singles(i1, i2, i3, i4, i5, i6));
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => index(Singles(indices));
            set => Put(value, Singles(indices));
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, picked) = ApplyViews(indices);
            if (picked is null)
            {
                return ReferenceEquals(view, this) ? alias() : view;
            }

            var result = Aten.Call("index.Tensor(self,indices)", view, Value.OptionalTensorList(picked));
            Discard(view);
            return result;
        }

        public Tensor index(params Tensor[] indices) => index(System.Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => Put(value, indices);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false) => Put(value, indices, accumulate);

        public Tensor index_put_(Tensor value, params Tensor[] indices) => Put(value, System.Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            Put(value, System.Array.ConvertAll(indices, TensorIndex.Tensor), accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var number = ScalarTensor(value, dtype);
            return Put(number, indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, System.Array.ConvertAll(indices, TensorIndex.Tensor));

        private static TensorIndex[] Singles(params ReadOnlySpan<long> indices)
        {
            var singles = new TensorIndex[indices.Length];
            for (var i = 0; i < indices.Length; i++)
            {
                singles[i] = TensorIndex.Single(indices[i]);
            }

            return singles;
        }

        private Tensor Put(Tensor value, TensorIndex index) => Put(value, [index]);

        private Tensor Put(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var (view, picked) = ApplyViews(indices);
            using var local = value.device_type == device_type ? null : value.to(device);
            var source = local ?? value;
            if (picked is not null)
            {
                _ = Aten.CallInPlace(view, "index_put_(self,indices,values,accumulate)", Value.OptionalTensorList(picked), source, accumulate);
            }
            else if (accumulate)
            {
                throw new ArgumentException("Accumulating needs at least one tensor among the indices.", nameof(indices));
            }
            else
            {
                _ = view.copy_(source);
            }

            Discard(view);
            return this;
        }

        /// <summary>
        /// Applies, left to right, every index that is a view (numbers, slices, new axes, the ellipsis) and collects those that
        /// pick elements (tensors and booleans) at the dimension where they stand, as libtorch's own indexing does.
        /// </summary>
        private (Tensor View, Tensor?[]? Picked) ApplyViews(TensorIndex[] indices)
        {
            var view = this;
            var picked = new List<Tensor?>();
            var along = 0;
            foreach (var index in indices)
            {
                var before = view;
                switch (index.kind)
                {
                    case TensorIndex.Kind.Single:
                        view = view.select(along, index.start.GetValueOrDefault());
                        break;
                    case TensorIndex.Kind.Slice:
                        view = Sliced(view, along++, index);
                        break;
                    case TensorIndex.Kind.None or TensorIndex.Kind.Null:
                        view = view.unsqueeze(along++);
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        along += (int)Dimensions - indices.Sum(Consumed);
                        break;
                    case TensorIndex.Kind.Bool:
                        view = view.unsqueeze(along);
                        Pick(picked, along++, zeros([index.start.GetValueOrDefault()], ScalarType.Int64, view.device));
                        break;
                    default:
                        Pick(picked, along, index.tensor ?? throw new ArgumentException("A tensor index is null.", nameof(indices)));
                        along += PickedDimensions(index.tensor);
                        break;
                }

                if (!ReferenceEquals(before, view))
                {
                    Discard(before);
                }
            }

            return (view, picked.Count == 0 ? null : picked.ToArray());
        }

        private static Tensor Sliced(Tensor view, int along, TensorIndex index) => index is { start: null, stop: null, step: null }
            ? view
            : Aten.Call("slice.Tensor(self,dim,start,end,step)", view, along, index.start, index.stop, index.step ?? 1L);

        private static void Pick(List<Tensor?> picked, int along, Tensor tensor)
        {
            while (picked.Count < along)
            {
                picked.Add(null);
            }

            picked.Add(tensor);
        }

        /// <summary>How many of the tensor's dimensions an index uses up.</summary>
        private static int Consumed(TensorIndex index) => index.kind switch
        {
            TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
            TensorIndex.Kind.Tensor => index.tensor is null ? 1 : PickedDimensions(index.tensor),
            _ => 0,
        };

        /// <summary>A mask stands for as many dimensions as it has, a tensor of positions for one.</summary>
        private static int PickedDimensions(Tensor index) => index.dtype is ScalarType.Bool or ScalarType.Byte ? (int)index.Dimensions : 1;

        private void Discard(Tensor view)
        {
            if (!ReferenceEquals(view, this))
            {
                view.Dispose();
            }
        }
    }
}
