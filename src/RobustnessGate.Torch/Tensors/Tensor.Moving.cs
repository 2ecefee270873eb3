namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor clone() => Aten.Call("clone(self)", this);

        public Tensor alias() => Aten.Call("alias(self)", this);

        public Tensor contiguous() => Aten.Call("contiguous(self)", this);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => Aten.CallInPlace(this, "copy_(self,src,non_blocking)", source, nonBlocking);

        public Tensor set_(Tensor source) => Aten.CallInPlace(this, "set_.source_Tensor(self,source)", source);

        public Tensor pin_memory() => Aten.Call("pin_memory(self)", this);

        public Tensor cpu() => to(DeviceType.CPU);

        public Tensor cuda(Device? device = null, bool non_blocking = false) => device is null || device.type == DeviceType.CUDA
            ? to(DeviceType.CUDA, device?.index ?? -1, non_blocking: non_blocking)
            : throw new ArgumentException("Not a CUDA device.", nameof(device));

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(!copy && dtype == type ? Shared() : Aten.Call("to.dtype(self,dtype,non_blocking,copy)", this, type, non_blocking, copy), disposeAfter);

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            InitializeDeviceType(deviceType);
            if (!copy && deviceType == DeviceType.CPU && device_type == DeviceType.CPU)
            {
                return Moved(Shared(), disposeAfter);
            }

            return Moved(Aten.Call("to.dtype_layout(self,device,non_blocking,copy)", this, new Device(deviceType, deviceIndex), non_blocking, copy), disposeAfter);
        }

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(Aten.Call("to.dtype_layout(self,dtype,device,non_blocking,copy)", this, type, InitializeDevice(device), non_blocking, copy), disposeAfter);

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to_type(type, copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(device.type, device.index, copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);

        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);

        public Tensor type(ScalarType dtype) => to_type(dtype);

        public Tensor @bool() => to_type(ScalarType.Bool);

        public Tensor @byte() => to_type(ScalarType.Byte);

        public Tensor @char() => to_type(ScalarType.Int8);

        public Tensor @short() => to_type(ScalarType.Int16);

        public Tensor @int() => to_type(ScalarType.Int32);

        public Tensor @long() => to_type(ScalarType.Int64);

        public Tensor half() => to_type(ScalarType.Float16);

        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        public Tensor @float() => to_type(ScalarType.Float32);

        public Tensor @double() => to_type(ScalarType.Float64);

        public Tensor cfloat() => to_type(ScalarType.ComplexFloat32);

        public Tensor cdouble() => to_type(ScalarType.ComplexFloat64);

        public Tensor real => Aten.Call("real(self)", this);

        public Tensor imag => Aten.Call("imag(self)", this);

        /// <summary>What libtorch returns where there is nothing to convert, the same native tensor, without asking it.</summary>
        private Tensor Shared()
        {
            NativeError.ThrowIfFailed(NativeMethods.rg_tensor_share(Handle, out var shared));
            GC.KeepAlive(this);
            return new Tensor(shared);
        }

        private Tensor Moved(Tensor moved, bool disposeAfter)
        {
            if (disposeAfter)
            {
                Dispose();
            }

            return moved;
        }
    }
}
