using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Datasets;

/// <summary>Reads the share of the budget that each feature has.</summary>
internal static class MaskFile
{
    // In a file of several arrays.
    private const string ArrayName = "mask";

    /// <summary>Loads a mask onto the CPU.</summary>
    /// <param name="path">A .npy, .npz or .safetensors file.</param>
    /// <param name="shape">The shape of an input, which the mask must have.</param>
    /// <returns>Finite values of 0 or more, not all 0, as float32 of that shape.</returns>
    /// <exception cref="GateException">RG0209: the file is something else.</exception>
    public static Tensor Load(string path, IReadOnlyList<long> shape)
    {
        using var file = InputFile.Open(path, InputKind.Mask);
        var values = InputFile.Guarded(path, InputKind.Mask, () => Read(path, file, shape));
        Check(path, values);
        return torch.tensor(values, [.. shape]);
    }

    private static float[] Read(string path, FileStream file, IReadOnlyList<long> shape)
    {
        var start = new byte[16];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (NpyHeader.IsMagic(start.AsSpan(0, length)))
            return Values(ReadNpy(path, file), path, shape);
        if (FileSignature.IsZip(start))
        {
            using var archive = Archive.Open(file, path, InputKind.Mask);
            return Values(NpzArray.Open(path, Choose(path, NpzArray.Names(archive)), archive, file.Length), path, shape);
        }

        if (!FileSignature.IsSafetensors(start.AsSpan(0, length), file.Length))
            throw Unusable(path, "is neither a .npy, a .npz nor a .safetensors file; save it with numpy.save('mask.npy', mask)");
        var arrays = SafetensorsArray.All(InputKind.Mask, path);
        return Values(arrays[Choose(path, [.. arrays.Keys])](), path, shape);
    }

    private static StoredArray ReadNpy(string path, FileStream file)
    {
        var header = NpyHeader.Read(file);
        StoredArray.CheckSize(header.Type, header.Shape, file.Length - file.Position);
        return new StoredArray(path, name: null, header.Type, header.Shape, header.ColumnMajor, () => file);
    }

    private static string Choose(string path, IReadOnlyList<string> names) => names switch
    {
        [var only] => only,
        _ when names.Contains(ArrayName, StringComparer.Ordinal) => ArrayName,
        _ => throw Unusable(path, $"holds {names.Count} arrays and none of them is called '{ArrayName}'; save the mask under that name"),
    };

    private static float[] Values(StoredArray array, string path, IReadOnlyList<long> shape)
    {
        if (!array.Shape.SequenceEqual(shape))
            throw Unusable(path, $"has the shape {array.ShapeText}, but an input has {string.Join('×', shape)}; save one value for each feature of an input");
        var rows = Enumerable.Range(0, (int)array.Count).Select(row => (long)row).ToArray();
        return [.. array.ReadFloats(rows, rows.Length).SelectMany(chunk => chunk)];
    }

    private static void Check(string path, float[] values)
    {
        var wrong = Array.FindIndex(values, value => !(value >= 0 && float.IsFinite(value)));
        if (wrong >= 0)
            throw Unusable(path, FormattableString.Invariant($"holds the value {values[wrong]} (feature {wrong}, counted from 0); shares of the budget are finite numbers of 0 or more"));
        if (Array.TrueForAll(values, value => value == 0))
            throw Unusable(path, "is 0 throughout, which leaves the attacks nothing to change; give at least one feature a share");
    }

    private static GateException Unusable(string path, string what) => InputKind.Mask.Error(Codes.MaskUnusable, $"The mask '{path}' {what}.");
}
