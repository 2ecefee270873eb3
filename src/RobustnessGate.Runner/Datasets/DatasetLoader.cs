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
    /// <summary>Loads examples onto the CPU.</summary>
    /// <param name="path">A file or folder of a format that <see cref="DatasetSource"/> knows.</param>
    /// <param name="bounds">The range that input values must lie in.</param>
    /// <param name="samples">How many examples; null, or more than there are, for all.</param>
    /// <param name="shuffle">Take them in the order of <see cref="Permutation"/> instead of the file's.</param>
    /// <param name="seed">Seed of that order.</param>
    /// <exception cref="GateException">RG0201 to RG0208: the dataset cannot be used.</exception>
    public static Dataset Load(string path, Bounds bounds, int? samples, bool shuffle, long seed)
    {
        using var source = DatasetSource.Open(InputKind.Dataset, path);
        ExampleReader.CheckShapes(source, path);
        if (samples <= 0)
            throw InputKind.Dataset.Error(Codes.DatasetEmpty, $"RobustnessSamples (--samples) is {samples}; ask for at least one example of '{path}'.");

        var indices = Select(source.Inputs.Count, samples, shuffle, seed);
        var rows = new RowOrder(indices);
        using var scope = torch.NewDisposeScope();
        var labels = ReadLabels(source, rows);
        var inputs = ReadInputs(source, rows, bounds);
        scope.MoveToOuter(inputs, labels);
        return new Dataset(inputs, labels, indices, source.Format, source.Files, source.Inputs.Count);
    }

    private static long[] Select(long count, int? samples, bool shuffle, long seed)
    {
        var wanted = (int)Math.Min(count, samples ?? count);
        return shuffle ? Permutation.Of(count, seed)[..wanted] : [.. Enumerable.Range(0, wanted).Select(row => (long)row)];
    }

    private static Tensor ReadLabels(DatasetSource source, RowOrder order)
    {
        var labels = new long[order.Rows.Count];
        foreach (var (position, label) in order.Positions.Zip(ExampleReader.Labels(source, order.Rows)))
            labels[position] = label;
        return torch.tensor(labels);
    }

    private static Tensor ReadInputs(DatasetSource source, RowOrder order, Bounds bounds)
    {
        var inputs = Allocate([order.Rows.Count, .. source.ExampleShape], source.Inputs.File);
        ExampleReader.Inputs(source, order.Rows, bounds, rows =>
        {
            using var scope = torch.NewDisposeScope();
            var count = (int)(rows.Values.Length / source.Inputs.RowLength);
            var positions = torch.tensor(order.Positions.Skip(rows.First).Take(count).Select(position => (long)position).ToArray());
            inputs.index_copy_(0, positions, torch.tensor(rows.Values, [count, .. source.ExampleShape]));
        });
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
