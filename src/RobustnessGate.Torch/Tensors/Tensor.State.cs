namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public string? name { get; set; }

        public long Dimensions => Describe().Dimensions;

        public long ndim => Describe().Dimensions;

        public long NumberOfElements => Describe().Elements;

        public long ElementSize => Describe().ElementSize;

        public ScalarType dtype => (ScalarType)Describe().ScalarType;

        public Device device
        {
            get
            {
                var info = Describe();
                var type = (DeviceType)info.DeviceType;
                return type == DeviceType.CPU ? new Device(DeviceType.CPU) : new Device(type, info.DeviceIndex);
            }
        }

        public int device_index => Describe().DeviceIndex;

        public DeviceType device_type => (DeviceType)Describe().DeviceType;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_sparse => Describe().IsSparse != 0;

        public bool is_leaf => Describe().IsLeaf != 0;

        public bool requires_grad
        {
            get => Describe().RequiresGrad != 0;
            set
            {
                NativeError.ThrowIfFailed(NativeMethods.rg_tensor_set_requires_grad(Handle, value ? 1 : 0));
                GC.KeepAlive(this);
            }
        }

        public long[] shape
        {
            get
            {
                var info = Describe();
                var sizes = new ReadOnlySpan<long>(info.Sizes, (int)info.Dimensions).ToArray();
                GC.KeepAlive(this);
                return sizes;
            }
        }

        public Tensor? grad
        {
            get
            {
                NativeError.ThrowIfFailed(NativeMethods.rg_tensor_grad(Handle, out var found));
                GC.KeepAlive(this);
                return found == IntPtr.Zero ? null : new Tensor(found);
            }

            set
            {
                NativeError.ThrowIfFailed(NativeMethods.rg_tensor_set_grad(Handle, value is null ? IntPtr.Zero : value.Handle));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        public long dim() => Dimensions;

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        public long[] size() => shape;

        public long size(int dim) => shape[Wrapped(dim)];

        public long[] stride()
        {
            var info = Describe();
            if (info.Strides is null)
            {
                throw new InvalidOperationException("A tensor without a dense layout has no strides.");
            }

            var strides = new ReadOnlySpan<long>(info.Strides, (int)info.Dimensions).ToArray();
            GC.KeepAlive(this);
            return strides;
        }

        public long stride(int dim) => stride()[Wrapped(dim)];

        public long storage_offset() => Describe().StorageOffset;

        public bool is_contiguous() => Describe().IsContiguous != 0;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_nonzero() => numel() == 1
            ? Aten.CallBool("is_nonzero(self)", this)
            : throw new InvalidOperationException("is_nonzero() called on non-singleton tensor");

        public bool is_pinned() => Aten.CallBool("is_pinned(self)", this);

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad()
        {
            NativeError.ThrowIfFailed(NativeMethods.rg_tensor_retain_grad(Handle));
            GC.KeepAlive(this);
        }

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        public bool Equals(Tensor target) => Aten.CallBool("equal(self,other)", this, target);

        public override int GetHashCode() => base.GetHashCode();

        internal NativeTensorInfo Describe()
        {
            NativeTensorInfo info;
            NativeError.ThrowIfFailed(NativeMethods.rg_tensor_describe(Handle, &info));
            GC.KeepAlive(this);
            return info;
        }

        private int Wrapped(int dim)
        {
            var count = (int)Dimensions;
            return dim >= -count && dim < count
                ? (dim + count) % count
                : throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {count} dimensions.");
        }
    }
}
