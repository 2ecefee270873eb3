using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    public struct Size : IEnumerable<long>
    {
        public static Size Empty = new(System.Array.Empty<long>());

        private readonly long[] shape;

        public Size(long[] shape) => this.shape = (long[])shape.Clone();

        public Size(IEnumerable<long> shape) => this.shape = shape.ToArray();

        public Size(int[] shape) => this.shape = System.Array.ConvertAll(shape, size => (long)size);

        public Size(long size) => shape = [size];

        public Size((long, long) size) => shape = [size.Item1, size.Item2];

        public Size((long, long, long) size) => shape = [size.Item1, size.Item2, size.Item3];

        public Size((long, long, long, long) size) => shape = [size.Item1, size.Item2, size.Item3, size.Item4];

        public Size((long, long, long, long, long) size) => shape = [size.Item1, size.Item2, size.Item3, size.Item4, size.Item5];

        public Size((long, long, long, long, long, long) size) => shape = [size.Item1, size.Item2, size.Item3, size.Item4, size.Item5, size.Item6];

        public Size(int size) => shape = [size];

        public readonly bool IsEmpty => shape.Length == 0;

        public readonly bool IsScalar => IsEmpty;

        public readonly int Length => shape.Length;

        public readonly long[] Shape => shape;

        public readonly long this[int idx] => shape[idx];

        public readonly long this[long idx] => shape[(int)idx];

        public static implicit operator Size(long size) => new(size);

        public static implicit operator Size((long, long) size) => new(size);

        public static implicit operator Size((long, long, long) size) => new(size);

        public static implicit operator Size((long, long, long, long) size) => new(size);

        public static implicit operator Size((long, long, long, long, long) size) => new(size);

        public static implicit operator Size((long, long, long, long, long, long) size) => new(size);

        public static implicit operator Size(long[] size) => new(size);

        public static Size operator +(Size left, Size right) => new(left.shape.Concat(right.shape));

        public static Size operator +(Size left, IEnumerable<long> right) => new(left.shape.Concat(right));

        public static bool operator ==(Size left, Size right) => left.shape.AsSpan().SequenceEqual(right.shape);

        public static bool operator !=(Size left, Size right) => !(left == right);

        public override readonly bool Equals(object? obj) => obj is Size other && this == other;

        public override readonly int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (var size in shape)
            {
                hash.Add(size);
            }

            return hash.ToHashCode();
        }

        public readonly Size Slice(int first, int next)
        {
            var end = next < 0 ? shape.Length + next : next;
            var start = first < 0 ? shape.Length + first : first;
            return end <= start ? Empty : new Size(shape[start..end]);
        }

        public readonly long numel() => shape.Aggregate(1L, (product, size) => product * size);

        public readonly IEnumerable<long> Take(int i) => shape.Take(i);

        public readonly IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)shape).GetEnumerator();

        readonly IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
