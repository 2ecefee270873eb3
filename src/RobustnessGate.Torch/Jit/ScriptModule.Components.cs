namespace TorchSharp;

public static partial class torch
{
    public static partial class jit
    {
        public unsafe partial class ScriptModule
        {
            private (string Name, Modules.Parameter Parameter)[]? parameterCache;
            private (string Name, Tensor Buffer)[]? bufferCache;
            private (string Name, ScriptModule Module)[]? childCache;

            /// <summary>Which named tensors of a module to list. Mirrors the kinds of <c>rg_jit_tensors</c>.</summary>
            private enum TensorKind
            {
                Parameters = 0,
                Buffers = 1,
                Attributes = 2,
            }

            public override IEnumerable<(string name, Modules.Parameter parameter)> named_parameters(bool recurse = true)
            {
                parameterCache ??= Tensors(TensorKind.Parameters, recurse: true, handle => new Modules.Parameter(handle));
                return parameterCache.Where(named => recurse || !named.Name.Contains('.', StringComparison.Ordinal));
            }

            public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                bufferCache ??= Tensors(TensorKind.Buffers, recurse: true, handle => new Tensor(handle, 0, register: false));
                return bufferCache.Where(named => recurse || !named.Name.Contains('.', StringComparison.Ordinal));
            }

            public override Modules.Parameter? get_parameter(string target) => named_parameters().FirstOrDefault(named => string.Equals(named.name, target, StringComparison.Ordinal)).parameter;

            public override Tensor? get_buffer(string target) => named_buffers().FirstOrDefault(named => string.Equals(named.name, target, StringComparison.Ordinal)).buffer;

            public override IEnumerable<(string name, nn.Module module)> named_children()
            {
                childCache ??= Children(recurse: false);
                return childCache.Select(child => (child.Name, (nn.Module)child.Module));
            }

            public override IEnumerable<(string name, nn.Module module)> named_modules() =>
                Children(recurse: true).Where(child => child.Name.Length > 0).Select(child => (child.Name, (nn.Module)child.Module));

            public (string name, Tensor buffer)[] named_attributes(bool recurse = true) =>
                Tensors(TensorKind.Attributes, recurse, handle => new Tensor(handle));

            public void set_attribute(string name, Tensor buffer)
            {
                var value = new NativeValue { Tag = ValueTag.Tensor, First = buffer.Handle };
                NativeError.ThrowIfFailed(NativeMethods.rg_jit_set_attribute(Module, name, &value));
                GC.KeepAlive(this);
                GC.KeepAlive(buffer);
            }

            private (string Name, T Tensor)[] Tensors<T>(TensorKind kind, bool recurse, Func<IntPtr, T> wrap)
            {
                NativeValue list;
                NativeError.ThrowIfFailed(NativeMethods.rg_jit_tensors(Module, (int)kind, recurse ? 1 : 0, &list));
                return ReadPairs(ref list, wrap);
            }

            private (string Name, ScriptModule Module)[] Children(bool recurse)
            {
                NativeValue list;
                NativeError.ThrowIfFailed(NativeMethods.rg_jit_modules(Module, recurse ? 1 : 0, &list));
                return ReadPairs(ref list, handle => new ScriptModule(handle));
            }

            private (string Name, T Item)[] ReadPairs<T>(ref NativeValue list, Func<IntPtr, T> wrap)
            {
                GC.KeepAlive(this);
                var children = list.Children;
                var pairs = new (string Name, T Item)[children.Length / 2];
                for (var i = 0; i < pairs.Length; i++)
                {
                    pairs[i] = (children[2 * i].Text, wrap(children[(2 * i) + 1].Pointer));
                }

                fixed (NativeValue* read = &list)
                {
                    NativeMethods.rg_value_free(read, 1);
                }

                return pairs;
            }

            private void DisposeComponents()
            {
                foreach (var (_, parameter) in parameterCache ?? [])
                {
                    parameter.Dispose();
                }

                foreach (var (_, buffer) in bufferCache ?? [])
                {
                    buffer.Dispose();
                }

                foreach (var (_, child) in childCache ?? [])
                {
                    child.Dispose();
                }
            }
        }
    }
}
