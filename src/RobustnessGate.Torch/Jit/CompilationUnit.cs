namespace TorchSharp;

public static partial class torch
{
    public static partial class jit
    {
        public static CompilationUnit compile(string script)
        {
            ArgumentException.ThrowIfNullOrEmpty(script);
            // libtorch takes the end of the text for the end of a line only after a line break.
            NativeError.ThrowIfFailed(NativeMethods.rg_jit_compile(script + '\n', out var unit));
            return new CompilationUnit(unit);
        }

        /// <summary>Functions compiled from TorchScript text.</summary>
        public unsafe class CompilationUnit : IDisposable
        {
            private IntPtr unit;

            internal CompilationUnit(IntPtr unit) => this.unit = unit;

            ~CompilationUnit() => Dispose(false);

            private IntPtr Unit => unit != IntPtr.Zero ? unit : throw new InvalidOperationException("The compilation unit has been disposed.");

            public object invoke(string name, params object[] objs)
            {
                ArgumentException.ThrowIfNullOrEmpty(name);
                var result = ScriptValues.Call(objs, (arguments, count, result) => NativeMethods.rg_jit_unit_call(Unit, name, arguments, count, result));
                GC.KeepAlive(this);
                return result!;
            }

            public TResult invoke<TResult>(string name, params object[] inputs) => (TResult)invoke(name, inputs);

            public TResult invoke<T, TResult>(string name, params T[] inputs) => (TResult)invoke(name, System.Array.ConvertAll(inputs, input => (object)input!));

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                var owned = Interlocked.Exchange(ref unit, IntPtr.Zero);
                if (owned != IntPtr.Zero)
                {
                    NativeMethods.rg_jit_unit_free(owned);
                }
            }
        }
    }
}
