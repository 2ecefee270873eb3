namespace TorchSharp;

public static partial class torch
{
    public static partial class jit
    {
        /// <summary>A TorchScript module: code and weights read from a .pt file.</summary>
        public unsafe partial class ScriptModule : nn.Module
        {
            private IntPtr module;

            internal ScriptModule(IntPtr module)
                : base(string.Empty) => this.module = module;

            ~ScriptModule() => Dispose(false);

            public override bool training
            {
                get
                {
                    NativeError.ThrowIfFailed(NativeMethods.rg_jit_is_training(Module, out var on));
                    GC.KeepAlive(this);
                    return on != 0;
                }
            }

            internal IntPtr Module => module != IntPtr.Zero ? module : throw new InvalidOperationException("The TorchScript module has been disposed.");

            public override void train(bool on = true)
            {
                NativeError.ThrowIfFailed(NativeMethods.rg_jit_train(Module, on ? 1 : 0));
                GC.KeepAlive(this);
            }

            public override void eval() => train(false);

            public int GetNumberOfInputs() => Signature().Inputs;

            public int GetNumberOfOutputs() => Signature().Outputs;

            public object forward(params object[] input) => invoke("forward", input);

            public object call(params object[] input) => forward(input);

            public object invoke(string name, params object[] objs)
            {
                ArgumentException.ThrowIfNullOrEmpty(name);
                var result = ScriptValues.Call(objs, (arguments, count, result) => NativeMethods.rg_jit_call(Module, name, arguments, count, result));
                GC.KeepAlive(this);
                return result!;
            }

            public TResult invoke<TResult>(string name, params object[] inputs) => (TResult)invoke(name, inputs);

            public TResult invoke<T, TResult>(string name, params T[] inputs) => (TResult)invoke(name, System.Array.ConvertAll(inputs, input => (object)input!));

            protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                Move(InitializeDevice(device), dtype, non_blocking);
                return this;
            }

            protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                Move(InitializeDevice(new Device(deviceType, deviceType == DeviceType.CUDA ? deviceIndex : -1)), null, non_blocking);
                return this;
            }

            protected internal override nn.Module _to(ScalarType dtype, bool non_blocking)
            {
                Move(null, dtype, non_blocking);
                return this;
            }

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                {
                    DisposeComponents();
                }

                var owned = Interlocked.Exchange(ref module, IntPtr.Zero);
                if (owned != IntPtr.Zero)
                {
                    NativeMethods.rg_jit_free(owned);
                }

                base.Dispose(disposing);
            }

            private (int Inputs, int Outputs) Signature()
            {
                NativeError.ThrowIfFailed(NativeMethods.rg_jit_signature(Module, "forward", out var inputs, out var outputs));
                GC.KeepAlive(this);
                return (inputs, outputs);
            }

            /// <summary>Moves parameters and buffers in place, then the tensors kept as plain attributes, which libtorch leaves where they are.</summary>
            private void Move(Device? device, ScalarType? dtype, bool non_blocking)
            {
                NativeError.ThrowIfFailed(NativeMethods.rg_jit_to(
                    Module, device is null ? 0 : 1, (int)(device?.type ?? DeviceType.CPU), device?.index ?? -1, (int?)dtype ?? -1, non_blocking ? 1 : 0));
                using var scope = NewDisposeScope();
                foreach (var (attribute, tensor) in named_attributes(recurse: false))
                {
                    var type = tensor.is_floating_point() ? dtype ?? tensor.dtype : tensor.dtype;
                    var place = device ?? tensor.device;
                    if (type != tensor.dtype || place.type != tensor.device_type)
                    {
                        set_attribute(attribute, tensor.to(type, place, non_blocking: non_blocking));
                    }
                }
            }
        }
    }
}
