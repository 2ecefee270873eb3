using System.Runtime.InteropServices;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Datasets;

/// <summary>Reads the examples of a run from the dataset that the user names.</summary>
internal static class DatasetLoader
{
    // 16 MiB of float32: large enough to read fast, small beside the dataset.
    private const int ChunkElements = 1 << 22;

    /// <summary>Loads examples onto the CPU.</summary>
    /// <param name="path">A file or folder of a format that <see cref="DatasetSource"/> knows.</param>
    /// <param name="bounds">The range that input values must lie in.</param>
    /// <param name="samples">How many examples; null, or more than there are, for all.</param>
    /// <param name="shuffle">Take them in the order of <see cref="Permutation"/> instead of the file's.</param>
    /// <param name="seed">Seed of that order.</param>
    /// <exception cref="GateException">RG0201 to RG0208: the dataset cannot be used.</exception>
    public static Dataset Load(string path, Bounds bounds, int? samples, bool shuffle, long seed)
    {
        using var source = DatasetSource.Open(path);
        CheckShapes(source, path);
        if (samples <= 0)
            throw InputKind.Dataset.Error(Codes.DatasetEmpty, $"RobustnessSamples (--samples) is {samples}; ask for at least one example of '{path}'.");

        var indices = Select(source.Inputs.Count, samples, shuffle, seed);
        var rows = new RowOrder(indices);
        using var scope = torch.NewDisposeScope();
        var labels = ReadLabels(source.Labels, rows);
        var inputs = ReadInputs(source, rows, bounds);
        scope.MoveToOuter(inputs, labels);
        return new Dataset(inputs, labels, indices, source.Format, source.Files, source.Inputs.Count);
    }

    private static void CheckShapes(DatasetSource source, string path)
    {
        var (inputs, labels) = (source.Inputs, source.Labels);
        if (inputs.Shape.Count < 2)
            throw InputKind.Dataset.Error(Codes.ShapeDoesNotFit, $"The inputs {inputs.Title} have shape {inputs.ShapeText}; they need a first dimension for examples and at least one for features.");
        if (labels.Type.Kind == ElementKind.Float)
            throw InputKind.Dataset.Error(Codes.LabelOutOfRange, $"The labels {labels.Title} are of type {labels.Type}; save them as integers, astype('int64').");
        if (labels.Shape.Count == 0 || labels.RowLength != 1 && labels.Count > 0)
            throw InputKind.Dataset.Error(Codes.DatasetMismatch, $"The labels {labels.Title} have shape {labels.ShapeText}; save one class number for each example (of one-hot labels, argmax(axis=1)).");
        if (inputs.Count != labels.Count)
            throw InputKind.Dataset.Error(Codes.DatasetMismatch, $"The dataset has {inputs.Count} inputs ({inputs.Title}) but {labels.Count} labels ({labels.Title}); export the two together.");
        if (inputs.Count > Array.MaxLength)
            throw InputKind.Dataset.Error(Codes.OutOfMemory, $"The dataset '{path}' has {inputs.Count} examples, more than fit one run; split it.");
        if (inputs.Count == 0 || inputs.RowLength == 0)
            throw InputKind.Dataset.Error(Codes.DatasetEmpty, $"The dataset '{path}' has no examples (the inputs have shape {inputs.ShapeText}); export it again.");
    }

    private static long[] Select(long count, int? samples, bool shuffle, long seed)
    {
        var wanted = (int)Math.Min(count, samples ?? count);
        return shuffle ? Permutation.Of(count, seed)[..wanted] : [.. Enumerable.Range(0, wanted).Select(row => (long)row)];
    }

    private static Tensor ReadLabels(ExampleArray array, RowOrder order)
    {
        var labels = new long[order.Rows.Count];
        InputFile.Guarded(array.File, InputKind.Dataset, () =>
        {
            var next = 0;
            foreach (var label in array.ReadIntegers(order.Rows, ChunkElements).SelectMany(chunk => chunk))
                labels[order.Positions[next++]] = label;
        });

        var negative = order.Rows.Zip(order.Positions).FirstOrDefault(pair => labels[pair.Second] < 0, (First: -1, Second: -1));
        if (negative.First >= 0)
            throw InputKind.Dataset.Error(Codes.LabelOutOfRange, $"Example {negative.First} of {array.Title} has the negative label {labels[negative.Second]}; labels count from 0.");

        return torch.tensor(labels);
    }

    private static Tensor ReadInputs(DatasetSource source, RowOrder order, Bounds bounds)
    {
        var array = source.Inputs;
        var chunkRows = (int)Math.Clamp(ChunkElements / array.RowLength, 1, order.Rows.Count);
        var range = new RangeCheck(bounds);
        var inputs = Allocate([order.Rows.Count, .. source.ExampleShape], array.File);
        InputFile.Guarded(array.File, InputKind.Dataset, () =>
        {
            var done = 0;
            foreach (var values in array.ReadFloats(order.Rows, chunkRows))
            {
                using var scope = torch.NewDisposeScope();
                Scale(values, array.Type);
                var count = (int)(values.Length / array.RowLength);
                for (var i = 0; i < count; i++)
                    range.Add(order.Rows[done + i], values.AsSpan(i * (int)array.RowLength, (int)array.RowLength));

                var positions = torch.tensor(order.Positions.Skip(done).Take(count).Select(position => (long)position).ToArray());
                inputs.index_copy_(0, positions, torch.tensor(values, [count, .. source.ExampleShape]));
                done += count;
            }
        });

        range.ThrowIfOutside(array.File);
        return inputs;
    }

    private static Tensor Allocate(long[] shape, string file)
    {
        try
        {
            return torch.empty(shape, dtype: float32);
        }
        catch (ExternalException exception)
        {
            throw new GateException(Codes.OutOfMemory, $"The inputs of '{file}' do not fit the memory of this machine; set RobustnessSamples (--samples) to fewer.", exception);
        }
    }

    // Images of bytes stand for values of 0 to 1, as everywhere in PyTorch.
    private static void Scale(Span<float> values, ElementType type)
    {
        if (!type.IsByte)
            return;

        foreach (ref var value in values)
            value /= byte.MaxValue;
    }

    /// <summary>Rows in ascending order, as files are read, and where each belongs among the examples.</summary>
    private sealed class RowOrder
    {
        public RowOrder(long[] indices)
        {
            var rows = (long[])indices.Clone();
            var positions = Enumerable.Range(0, indices.Length).ToArray();
            Array.Sort(rows, positions);
            (Rows, Positions) = (rows, positions);
        }

        public IReadOnlyList<long> Rows { get; }

        public IReadOnlyList<int> Positions { get; }
    }
}
