namespace TorchSharp;

public static partial class torch
{
    public struct TensorIndex
    {
        public static TensorIndex Ellipsis = new() { kind = Kind.Ellipsis };
        public static TensorIndex None = new() { kind = Kind.None };
        public static TensorIndex Null = new() { kind = Kind.Null };
        public static TensorIndex Colon = Slice();

        internal Kind kind;
        internal long? start;
        internal long? stop;
        internal long? step;
        internal Tensor? tensor;

        internal enum Kind
        {
            None,
            Single,
            Null,
            Ellipsis,
            Bool,
            Tensor,
            Slice,
        }

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator Tensor(TensorIndex value) =>
            throw new InvalidOperationException("A TensorIndex is not a Tensor; this conversion only steers overload resolution.");

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(FromIndex(index));

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { kind = Kind.Slice, start = start, stop = stop, step = step };

        public static TensorIndex Slice((int? start, int? end) range) => Slice((long?)range.start, (long?)range.end);

        public static TensorIndex Slice(Range range) =>
            Slice(FromIndex(range.Start), range.End is { IsFromEnd: true, Value: 0 } ? null : FromIndex(range.End));

        public static TensorIndex Bool(bool value) => new() { kind = Kind.Bool, start = value ? 1 : 0 };

        public static TensorIndex Single(long? index) => new() { kind = Kind.Single, start = index };

        public static TensorIndex Tensor(Tensor tensor) => new() { kind = Kind.Tensor, tensor = tensor };

        private static long FromIndex(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
