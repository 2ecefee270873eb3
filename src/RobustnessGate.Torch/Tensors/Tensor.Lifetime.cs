namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor : IDisposable
    {
        private static long totalCount;
        private static long peakCount;

        private IntPtr handle;

        /// <summary>Bytes this object accounts for: those of its storage when an operator made it for this tensor, none for a view.</summary>
        private long accounted;

        /// <summary>Takes over one reference to a native tensor.</summary>
        internal Tensor(IntPtr handle, long freshBytes = 0, bool register = true)
        {
            this.handle = handle;
            Count();
            Account(freshBytes);
            if (register)
            {
                OwningDisposeScope = DisposeScopeManager.ThreadSingleton.RegisterOnCurrentDisposeScope(this);
            }
        }

        /// <summary>Takes over another object's native tensor and leaves that one empty.</summary>
        private protected Tensor(Tensor source)
        {
            accounted = Interlocked.Exchange(ref source.accounted, 0);
            handle = source.MoveHandle();
            Count();
        }

        ~Tensor() => Dispose(false);

        public static long TotalCount => Interlocked.Read(ref totalCount);

        public static long PeakCount => Interlocked.Read(ref peakCount);

        public bool IsInvalid => handle == IntPtr.Zero;

        public IntPtr Handle => handle != IntPtr.Zero
            ? handle
            : throw new InvalidOperationException("Tensor invalid -- empty handle: it has been disposed, its scope has ended, or it never had a value.");

        internal DisposeScope? OwningDisposeScope { get; set; }

        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public Tensor MoveToOuterDisposeScope()
        {
            _ = OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            _ = OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null)
            {
                other?.Attach(this);
            }
            else
            {
                _ = OwningDisposeScope.MoveToOther(other, this);
            }

            return this;
        }

        public IntPtr DecoupleFromNativeHandle()
        {
            GC.SuppressFinalize(this);
            var owned = Handle;
            ReleaseAccount();
            return MoveHandle() == owned ? owned : throw new InvalidOperationException("The tensor was disposed by another thread.");
        }

        /// <summary>Gives up the native tensor without freeing it.</summary>
        internal IntPtr MoveHandle()
        {
            var owned = Interlocked.Exchange(ref handle, IntPtr.Zero);
            if (owned != IntPtr.Zero)
            {
                _ = Interlocked.Decrement(ref totalCount);
            }

            return owned;
        }

        /// <summary>Frees the native tensor. On the finalizer thread no scope is told: the tensor's own is as unreachable as the tensor.</summary>
        protected virtual void Dispose(bool disposing)
        {
            var owned = MoveHandle();
            if (owned == IntPtr.Zero)
            {
                return;
            }

            if (disposing)
            {
                DisposeScopeManager.ThreadSingleton.CountDisposal(this);
                OwningDisposeScope?.MarkAsDisposed(this);
            }

            NativeMethods.rg_tensor_free(owned);
            ReleaseAccount();
        }

        private static void Count()
        {
            var now = Interlocked.Increment(ref totalCount);
            for (var peak = PeakCount; now > peak; peak = PeakCount)
            {
                _ = Interlocked.CompareExchange(ref peakCount, now, peak);
            }
        }

        private void Account(long bytes)
        {
            if (bytes > 0)
            {
                accounted = bytes;
                NativeMemoryGauge.Add(bytes);
            }
        }

        private void ReleaseAccount()
        {
            var released = Interlocked.Exchange(ref accounted, 0);
            if (released > 0)
            {
                NativeMemoryGauge.Remove(released);
            }
        }
    }
}
