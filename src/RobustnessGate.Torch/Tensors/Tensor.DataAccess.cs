namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public Span<byte> bytes
        {
            get
            {
                RequireReadable();
                return new Span<byte>((void*)DataPointer, checked((int)(numel() * ElementSize)));
            }

            set
            {
                RequireReadable();
                if (value.Length != numel() * ElementSize)
                {
                    throw new ArgumentException("Mismatched data sizes in SetBytes().", nameof(value));
                }

                value.CopyTo(new Span<byte>((void*)DataPointer, value.Length));
            }
        }

        internal IntPtr DataPointer
        {
            get
            {
                NativeError.ThrowIfFailed(NativeMethods.rg_tensor_data(Handle, out var data));
                GC.KeepAlive(this);
                return data;
            }
        }

        public Utils.TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            ValidateType(typeof(T));
            return new Utils.TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        public T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
            {
                throw new ArgumentException("Number of elements in the tensor must be 1");
            }

            ValidateType(typeof(T));
            if (device_type == DeviceType.CPU)
            {
                return ReadFirst<T>(this);
            }

            using var local = cpu();
            return ReadFirst<T>(local);
        }

        public Scalar ToScalar() => Scalar.From(Aten.CallScalar("item(self)", this));

        public object tolist() => ndim switch
        {
            0 => ToScalar(),
            _ => unbind().Select(part => part.tolist()).ToList(),
        };

        public double ReadCpuDouble(long i) => data<double>()[i];

        public float ReadCpuSingle(long i) => data<float>()[i];

        public int ReadCpuInt32(long i) => data<int>()[i];

        public long ReadCpuInt64(long i) => data<long>()[i];

        public byte ReadCpuByte(long i) => data<byte>()[i];

        public bool ReadCpuBool(long i) => data<bool>()[i];

        internal void ValidateType(Type dotnetType)
        {
            if (DotNetTypes.Of(dtype) != dotnetType)
            {
                throw new ArgumentException($"{dotnetType.Name} is not compatible with {dtype}");
            }
        }

        private static T ReadFirst<T>(Tensor tensor)
            where T : unmanaged
        {
            var value = *(T*)tensor.DataPointer;
            GC.KeepAlive(tensor);
            return value;
        }

        private void RequireReadable()
        {
            if (!is_contiguous())
            {
                throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
            }

            if (device_type != DeviceType.CPU)
            {
                throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
            }
        }
    }
}
