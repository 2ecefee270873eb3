using RobustnessGate.Runner.Evidence;
using RobustnessGate.Runner.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Boundaries;

/// <summary><c>boundaries.safetensors</c>: row i of <c>index</c>, <c>class</c> and <c>confidence</c> belongs to slice i; the metadata says what
/// was attacked, and how.</summary>
internal static class BoundariesFile
{
    public const string FileName = "boundaries.safetensors";

    private const string Kind = "boundaries";
    private const string SchemaVersion = "1";

    /// <summary>Writes the file whole or not at all.</summary>
    /// <exception cref="Messages.GateException">RG3003: it cannot be written.</exception>
    public static void Write(string path, BoundariesRecord boundaries, Provenance provenance)
    {
        using var scope = torch.NewDisposeScope();
        long[] shape = [boundaries.Slices.Count, boundaries.Y.Count, boundaries.X.Count];
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["index"] = torch.tensor(boundaries.Slices.Select(slice => slice.Index).ToArray()),
            ["x"] = torch.tensor(boundaries.X.ToArray()),
            ["y"] = torch.tensor(boundaries.Y.ToArray()),
            ["class"] = torch.tensor(boundaries.Slices.SelectMany(slice => slice.Classes.Cast<long>()).ToArray(), shape),
            ["confidence"] = torch.tensor(boundaries.Slices.SelectMany(slice => slice.Confidences.Cast<float>()).ToArray(), shape),
        };
        TensorFile.Write(path, SchemaVersion, tensors, provenance.Metadata);
    }

    /// <summary>Reads a file that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of a later version.</exception>
    public static BoundariesRecord Read(string path)
    {
        using var scope = torch.NewDisposeScope();
        var file = TensorFile.Read(path, Kind, SchemaVersion);
        var index = file.Rows("index", int64).data<long>().ToArray();
        var (x, y) = (Positions(file, "x"), Positions(file, "y"));
        long[] shape = [index.Length, y.Length, x.Length];
        var classes = Planes<long>(file, "class", int64, shape);
        var confidences = Planes<float>(file, "confidence", float32, shape);
        if (Array.Exists(classes, value => value < -1) || Array.Exists(confidences, value => value is not (>= 0 and <= 1)))
            throw new InvalidDataException($"'{path}' holds classes or confidences that no model gives.");

        return new BoundariesRecord(
            [.. index.Select((example, slice) => new BoundarySlice(example, Plane(classes, slice, y.Length, x.Length), Plane(confidences, slice, y.Length, x.Length)))],
            x,
            y);
    }

    private static double[] Positions(TensorFile file, string name)
    {
        var positions = file.Rows(name, float64).data<double>().ToArray();
        return Array.TrueForAll(positions, double.IsFinite) ? positions : throw new InvalidDataException($"The {Kind} have a position '{name}' that is not finite.");
    }

    private static T[] Planes<T>(TensorFile file, string name, ScalarType type, long[] shape)
        where T : unmanaged
    {
        var planes = file.Rows(name, type);
        return planes.shape.AsSpan().SequenceEqual(shape)
            // Flat: TorchSharp reads nothing out of an empty tensor only where that is a vector.
            ? planes.flatten().data<T>().ToArray()
            : throw new InvalidDataException($"The {Kind} have a tensor '{name}' of another shape than their positions.");
    }

    private static T[,] Plane<T>(T[] planes, int slice, int height, int width)
        where T : unmanaged
    {
        var plane = new T[height, width];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                plane[y, x] = planes[(((slice * height) + y) * width) + x];
        }

        return plane;
    }
}
