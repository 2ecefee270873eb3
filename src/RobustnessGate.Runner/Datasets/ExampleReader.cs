using RobustnessGate.Attacks;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Datasets;

/// <summary>Consecutive examples of those that are read, as they are stored and as a model gets them.</summary>
/// <param name="First">The place of the first among the rows asked for.</param>
/// <param name="Stored">Elements of all of them, in the file's type.</param>
/// <param name="Values">The same as float32, scaled.</param>
internal readonly record struct InputRows(int First, byte[] Stored, float[] Values);

/// <summary>Reads examples out of an opened dataset, and checks them on the way.</summary>
internal static class ExampleReader
{
    // 16 MiB of float32: large enough to read fast, small beside the dataset.
    private const int ChunkElements = 1 << 22;

    /// <summary>Checks that inputs and labels fit each other and are something to read.</summary>
    /// <exception cref="GateException">RG0204, RG0205, RG0207, RG0208, RG3004: they do not.</exception>
    public static void CheckShapes(DatasetSource source, string path)
    {
        var (kind, inputs, labels) = (source.Kind, source.Inputs, source.Labels);
        if (inputs.Shape.Count < 2)
            throw kind.Error(Codes.ShapeDoesNotFit, $"The inputs {inputs.Title} have shape {inputs.ShapeText}; they need a first dimension for examples and at least one for features.");
        if (labels.Type.IsFraction)
            throw kind.Error(Codes.LabelOutOfRange, $"The labels {labels.Title} are of type {labels.Type}; save them as integers, astype('int64').");
        if (labels.Shape.Count == 0 || labels.RowLength != 1 && labels.Count > 0)
            throw kind.Error(Codes.DatasetMismatch, $"The labels {labels.Title} have shape {labels.ShapeText}; save one class number for each example (of one-hot labels, argmax(axis=1)).");
        if (inputs.Count != labels.Count)
            throw kind.Error(Codes.DatasetMismatch, $"The {kind.Name} has {inputs.Count} inputs ({inputs.Title}) but {labels.Count} labels ({labels.Title}); export the two together.");
        if (inputs.Count > Array.MaxLength)
            throw kind.Error(Codes.OutOfMemory, $"The {kind.Name} '{path}' has {inputs.Count} examples, more than fit one run; split it.");
        if (inputs.Count == 0 || inputs.RowLength == 0)
            throw kind.Error(Codes.DatasetEmpty, $"The {kind.Name} '{path}' has no examples (the inputs have shape {inputs.ShapeText}); export it again.");
    }

    /// <summary>The labels of rows.</summary>
    /// <param name="source">The dataset.</param>
    /// <param name="rows">Row numbers, ascending.</param>
    /// <exception cref="GateException">RG0203, RG0205: they cannot be read, or one is negative.</exception>
    public static long[] Labels(DatasetSource source, IReadOnlyList<long> rows)
    {
        var array = source.Labels;
        var labels = InputFile.Guarded<long[]>(array.File, source.Kind, () => [.. array.ReadIntegers(rows, ChunkElements).SelectMany(chunk => chunk)]);
        var negative = Array.FindIndex(labels, label => label < 0);
        return negative < 0
            ? labels
            : throw source.Kind.Error(Codes.LabelOutOfRange, $"Example {rows[negative]} of {array.Title} has the negative label {labels[negative]}; labels count from 0.");
    }

    /// <summary>Hands the inputs of rows to <paramref name="take"/>, some at a time.</summary>
    /// <param name="source">The dataset.</param>
    /// <param name="rows">Row numbers, ascending.</param>
    /// <param name="bounds">The range that values must lie in.</param>
    /// <param name="take">Takes them.</param>
    /// <exception cref="GateException">RG0203, RG0206: they cannot be read, or a value is not a number or out of bounds.</exception>
    public static void Inputs(DatasetSource source, IReadOnlyList<long> rows, Bounds bounds, Action<InputRows> take)
    {
        var array = source.Inputs;
        var chunkRows = (int)Math.Clamp(ChunkElements / array.RowLength, 1, rows.Count);
        var range = new RangeCheck(bounds, source.Kind);
        InputFile.Guarded(array.File, source.Kind, () =>
        {
            var done = 0;
            foreach (var stored in array.ReadRows(rows, chunkRows))
            {
                var chunk = new InputRows(done, stored, array.Type.ToInputs(stored));
                for (var at = 0; at < chunk.Values.Length; at += (int)array.RowLength)
                    range.Add(rows[done++], chunk.Values.AsSpan(at, (int)array.RowLength));
                take(chunk);
            }
        });

        range.ThrowIfOutside(array.File);
    }
}
