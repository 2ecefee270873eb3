namespace TorchSharp;

public static partial class torch
{
    public class Generator : IDisposable
    {
        private IntPtr handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            NativeError.ThrowIfFailed(NativeMethods.rg_generator_new(seed, out handle));
            this.device = device ?? CPU;
        }

        // Told apart from a seed by more than its type: a small number would convert to a handle first.
        private Generator(IntPtr handle, Device device)
        {
            this.handle = handle;
            this.device = device;
        }

        ~Generator() => Dispose(disposing: false);

        public static Generator Default
        {
            get
            {
                NativeError.ThrowIfFailed(NativeMethods.rg_generator_default(out var handle));
                return new Generator(handle, CPU);
            }
        }

        public IntPtr Handle => handle != IntPtr.Zero ? handle : throw new InvalidOperationException("The generator has been disposed.");

        public Device device { get; private set; }

        public unsafe Tensor get_state()
        {
            NativeValue result;
            NativeError.ThrowIfFailed(NativeMethods.rg_generator_get_state(Handle, &result));
            GC.KeepAlive(this);
            return result.TakeTensor();
        }

        public void set_state(Tensor value)
        {
            NativeError.ThrowIfFailed(NativeMethods.rg_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(this);
            GC.KeepAlive(value);
        }

        public Generator manual_seed(long seed)
        {
            NativeError.ThrowIfFailed(NativeMethods.rg_generator_seed(Handle, unchecked((ulong)seed)));
            return this;
        }

        public long seed()
        {
            var seed = DateTime.UtcNow.Ticks;
            _ = manual_seed(seed);
            return seed;
        }

        public long initial_seed()
        {
            NativeError.ThrowIfFailed(NativeMethods.rg_generator_initial_seed(Handle, out var seed));
            GC.KeepAlive(this);
            return unchecked((long)seed);
        }

        public void Dispose()
        {
            Dispose(disposing: true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var owned = Interlocked.Exchange(ref handle, IntPtr.Zero);
            if (owned != IntPtr.Zero)
            {
                NativeMethods.rg_generator_free(owned);
            }
        }
    }
}
