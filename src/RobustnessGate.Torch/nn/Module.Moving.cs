namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                ArgumentNullException.ThrowIfNull(device);
                RequireFloating(dtype);
                MoveTensors(InitializeDevice(device), dtype, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                MoveTensors(InitializeDevice(new Device(deviceType, deviceIndex)), null, non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                RequireFloating(dtype);
                MoveTensors(null, dtype, non_blocking);
                return this;
            }

            private static void RequireFloating(ScalarType dtype)
            {
                if (!IsFloating(dtype))
                {
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}", nameof(dtype));
                }
            }

            private static bool IsFloating(ScalarType dtype) => is_floating_point(dtype) || is_complex(dtype);

            // The tensors keep their identity and change what they hold, so that optimizers and fields made before the move stay valid.
            private void MoveTensors(Device? device, ScalarType? dtype, bool non_blocking)
            {
                using var untracked = no_grad();
                using var scope = NewDisposeScope();
                foreach (var (_, parameter) in named_parameters())
                {
                    var grad = parameter.grad;
                    Move(parameter, device, dtype, non_blocking);
                    if (grad is not null)
                    {
                        parameter.grad = Converted(grad, device, dtype, non_blocking);
                    }
                }
                foreach (var (_, buffer) in named_buffers())
                {
                    Move(buffer, device, dtype, non_blocking);
                }
            }

            private static void Move(Tensor tensor, Device? device, ScalarType? dtype, bool non_blocking) =>
                Aten.CallInPlace(tensor, "set_data(self,new_data)", Converted(tensor, device, dtype, non_blocking));

            // Integer buffers (counters, indices) keep their type.
            private static Tensor Converted(Tensor tensor, Device? device, ScalarType? dtype, bool non_blocking) =>
                tensor.to(IsFloating(tensor.dtype) ? dtype ?? tensor.dtype : tensor.dtype, device ?? tensor.device, non_blocking: non_blocking);
        }
    }
}
