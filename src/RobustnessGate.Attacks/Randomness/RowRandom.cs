using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Random numbers for a batch in which every row has a stream of its own, fixed by seed, attack, restart and the
/// example's index: what an example draws does not depend on the batch it sits in.</summary>
internal sealed class RowRandom
{
    private readonly Device device;
    private readonly ulong[] keys;
    private readonly ulong[] indices;

    // How many times each row has drawn; rows that joined the batch later have drawn less often.
    private readonly uint[] draws;

    public RowRandom(long seed, string attack, AttackTask[] tasks, Device device)
        : this(Keys(seed, attack, tasks), Array.ConvertAll(tasks, task => (ulong)task.Index), new uint[tasks.Length], device)
    {
    }

    private RowRandom(ulong[] keys, ulong[] indices, uint[] draws, Device device) =>
        (this.keys, this.indices, this.draws, this.device) = (keys, indices, draws, device);

    /// <summary>The streams of the chosen rows, where they stand.</summary>
    public RowRandom Select(int[] rows) => new(
        Array.ConvertAll(rows, row => keys[row]), Array.ConvertAll(rows, row => indices[row]), Array.ConvertAll(rows, row => draws[row]), device);

    /// <summary>These streams and then those of other rows.</summary>
    public RowRandom Append(RowRandom others) =>
        new([.. keys, .. others.keys], [.. indices, .. others.indices], [.. draws, .. others.draws], device);

    /// <summary>Numbers uniform in [<paramref name="low"/>, <paramref name="high"/>), a tensor of <paramref name="shape"/> [B, ...].</summary>
    public Tensor Uniform(long[] shape, double low, double high) => Draw(shape, new UniformNumbers((float)low, (float)(high - low)));

    /// <summary>Standard normal numbers, a tensor of <paramref name="shape"/> [B, ...].</summary>
    public Tensor Normal(long[] shape) => Draw(shape, default(NormalNumbers));

    private Tensor Draw<TNumbers>(long[] shape, TNumbers numbers)
        where TNumbers : struct, INumbers
    {
        var columns = RowTensors.Features(shape);
        // Straight into the tensor: .NET asks the system anew for every array of this size.
        var drawn = empty(shape, ScalarType.Float32, CPU);
        var values = drawn.Floats();
        for (var row = 0; row < indices.Length; row++)
            Fill(values.Slice((int)(row * columns), (int)columns), keys[row], indices[row], draws[row]++, numbers);
        return drawn.Sent(device);
    }

    // An attack draws once for every feature of every example, most often at its start: too early for the compiler to have seen that this is worth its while.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill<TNumbers>(Span<float> values, ulong key, ulong index, uint draw, TNumbers numbers)
        where TNumbers : struct, INumbers
    {
        Span<float> four = stackalloc float[4];
        for (var position = 0; position < values.Length; position += 4)
        {
            var words = Philox.Words((uint)position / 4, draw, (uint)index, (uint)(index >> 32), key);
            if (values.Length - position >= 4)
            {
                numbers.From(words, values.Slice(position, 4));
                continue;
            }

            numbers.From(words, four);
            four[..(values.Length - position)].CopyTo(values[position..]);
        }
    }

    private static ulong[] Keys(long seed, string attack, AttackTask[] tasks)
    {
        var byRun = tasks.Select(task => task.Run).Distinct().ToDictionary(run => run, run => Key(seed, attack, run));
        return Array.ConvertAll(tasks, task => byRun[task.Run]);
    }

    private static ulong Key(long seed, string attack, int restart)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}\n{attack}\n{restart}")));
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <summary>Turns four random words into four numbers of a distribution.</summary>
    private interface INumbers
    {
        void From((uint, uint, uint, uint) words, Span<float> numbers);
    }

    private readonly struct UniformNumbers(float low, float width) : INumbers
    {
        public void From((uint, uint, uint, uint) words, Span<float> numbers)
        {
            numbers[0] = low + width * Unit(words.Item1);
            numbers[1] = low + width * Unit(words.Item2);
            numbers[2] = low + width * Unit(words.Item3);
            numbers[3] = low + width * Unit(words.Item4);
        }

        // 24 bits are all that a single-precision number below 1 holds.
        private static float Unit(uint word) => (int)(word >> 8) * (1f / (1 << 24));
    }

    private readonly struct NormalNumbers : INumbers
    {
        public void From((uint, uint, uint, uint) words, Span<float> numbers)
        {
            (numbers[0], numbers[1]) = BoxMuller(words.Item1, words.Item2);
            (numbers[2], numbers[3]) = BoxMuller(words.Item3, words.Item4);
        }

        private static (float, float) BoxMuller(uint first, uint second)
        {
            var radius = Math.Sqrt(-2 * Math.Log((first + 1.0) / 4294967296.0));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * (second / 4294967296.0));
            return ((float)(radius * cosine), (float)(radius * sine));
        }
    }
}
