using RobustnessGate.Attacks;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Datasets;

/// <summary>Examples to learn from, in any order, without holding them in memory: opening copies them once, as they are stored, into a
/// temporary file, and batches are read from there. In memory are the labels and a hash of each example.</summary>
internal sealed class TrainingData : IDisposable
{
    private readonly ScratchFile _examples;
    private readonly ElementType _type;
    private readonly int _rowBytes;

    private TrainingData(DatasetSource source, long[] labels, UInt128[] hashes, ScratchFile examples)
    {
        (Format, Files, InputShape) = (source.Format, source.Files, source.ExampleShape);
        (Labels, Hashes) = (labels, hashes);
        (_examples, _type, _rowBytes) = (examples, source.Inputs.Type, source.Inputs.RowBytes);
    }

    /// <summary>Name of the file format.</summary>
    public string Format { get; }

    /// <summary>The files that were read; labels last.</summary>
    public IReadOnlyList<string> Files { get; }

    public int Count => Labels.Length;

    /// <summary>Shape of one input.</summary>
    public IReadOnlyList<long> InputShape { get; }

    /// <summary>The label of each example, none negative.</summary>
    public long[] Labels { get; }

    /// <summary>The content of each example, as <see cref="ContentHash"/> tells it.</summary>
    public IReadOnlyList<UInt128> Hashes { get; }

    /// <summary>Opens a dataset for training. Of a folder that holds a training set and a test set, it takes the training set.</summary>
    /// <param name="path">A file or folder of a format that <see cref="DatasetSource"/> knows.</param>
    /// <param name="bounds">The range that input values must lie in.</param>
    /// <param name="scratchFolder">Where the temporary file lies; null for the system's folder for such files.</param>
    /// <exception cref="GateException">RG0201 to RG0208: the dataset cannot be used; RG3003: there is no room for the temporary file.</exception>
    public static TrainingData Open(string path, Bounds bounds, string? scratchFolder = null)
    {
        using var source = DatasetSource.Open(InputKind.TrainingData, path);
        ExampleReader.CheckShapes(source, path);
        var rows = new long[source.Inputs.Count];
        for (var row = 0; row < rows.Length; row++)
            rows[row] = row;

        var labels = ExampleReader.Labels(source, rows);
        var examples = ScratchFile.Create(InputFile.Guarded(path, source.Kind, () => source.Inputs.RowBytes), scratchFolder);
        try
        {
            return new TrainingData(source, labels, Copy(source, rows, bounds, examples), examples);
        }
        catch
        {
            examples.Dispose();
            throw;
        }
    }

    /// <summary>Reads examples; the tensors belong to the current dispose scope.</summary>
    /// <param name="rows">Their numbers, in any order.</param>
    /// <param name="device">Where the tensors are put.</param>
    /// <exception cref="GateException">RG0203: the temporary file cannot be read.</exception>
    public TrainingBatch Batch(long[] rows, Device device) => ToBatch(rows, Read(rows), device);

    /// <summary>Reads one batch after another, the next one while the current one is used.</summary>
    /// <param name="batches">The numbers of each batch's examples.</param>
    /// <param name="device">Where the tensors are put.</param>
    /// <returns>The batches. Each is disposed when the next one is asked for.</returns>
    /// <exception cref="GateException">RG0203: the temporary file cannot be read.</exception>
    public IEnumerable<TrainingBatch> Batches(IReadOnlyList<long[]> batches, Device device)
    {
        var index = 0;
        foreach (var inputs in Prefetch.Of(batches.Count, next => Read(batches[next])))
        {
            using var batch = ToBatch(batches[index++], inputs, device);
            yield return batch;
        }
    }

    /// <exception cref="GateException">RG0205: a label is not one of the model's <paramref name="classes"/>.</exception>
    public void CheckLabels(long classes) => LabelCheck.RequireBelow(classes, Labels, row => row, InputKind.TrainingData, Files);

    /// <exception cref="GateException">RG0208: the inputs have another shape than the gate's.</exception>
    public void CheckShape(Dataset gate)
    {
        var expected = gate.Inputs.shape[1..];
        if (!InputShape.SequenceEqual(expected))
            throw InputKind.TrainingData.Error(Codes.ShapeDoesNotFit, $"The inputs of the training data '{Files[0]}' have shape {Text(InputShape)}, but those that the gate judges have {Text(expected)}; give training data of the same kind.");
    }

    public void Dispose() => _examples.Dispose();

    private static string Text(IEnumerable<long> shape) => string.Join('×', shape);

    private static UInt128[] Copy(DatasetSource source, long[] rows, Bounds bounds, ScratchFile examples)
    {
        var hashes = new UInt128[rows.Length];
        var length = (int)source.Inputs.RowLength;
        ExampleReader.Inputs(source, rows, bounds, chunk =>
        {
            examples.Append(chunk.Stored);
            for (var at = 0; at < chunk.Values.Length; at += length)
                hashes[chunk.First + (at / length)] = ContentHash.Of(chunk.Values.AsSpan(at, length));
        });
        return hashes;
    }

    private float[] Read(long[] rows) => InputFile.Guarded(Files[0], InputKind.TrainingData, () =>
    {
        var stored = new byte[rows.Length * _rowBytes];
        for (var i = 0; i < rows.Length; i++)
            _examples.Read(rows[i], stored.AsSpan(i * _rowBytes, _rowBytes));
        return _type.ToInputs(stored);
    });

    // Made by the consumer: tensors belong to the dispose scope of the thread that makes them.
    private TrainingBatch ToBatch(long[] rows, float[] values, Device device)
    {
        using var scope = torch.NewDisposeScope();
        var inputs = torch.tensor(values, [rows.Length, .. InputShape]).to(device);
        var labels = torch.tensor(Array.ConvertAll(rows, row => Labels[row])).to(device);
        return new TrainingBatch(inputs.MoveToOuterDisposeScope(), labels.MoveToOuterDisposeScope(), rows);
    }
}
