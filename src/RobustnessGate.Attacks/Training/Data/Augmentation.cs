using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Random crops and reflections of images; each example draws its own.</summary>
/// <param name="settings">Which.</param>
internal sealed class Augmentation(Regularization settings)
{
    private const string Stream = "augmentation";

    /// <summary>Whether there is anything to do.</summary>
    public bool IsOn => settings.Crop > 0 || settings.Flip;

    /// <summary>Changes images [B, C, H, W].</summary>
    /// <param name="images">The images.</param>
    /// <param name="rows">Each one's number in the data.</param>
    /// <param name="seed">Seed of the step.</param>
    public Tensor Apply(Tensor images, IReadOnlyList<long> rows, long seed)
    {
        if (!IsOn)
            return images;
        using var scope = NewDisposeScope();
        var random = new RowRandom(seed, Stream, [.. rows.Select((row, position) => new AttackTask(position, row, 0, 0))], CPU);
        var draws = random.Uniform([rows.Count, 3], 0, 1).Values<float>();
        var changed = settings.Crop > 0 ? Crop(images, draws) : images;
        if (settings.Flip)
        {
            var mirrored = Enumerable.Range(0, rows.Count).Select(row => draws[3 * row] < 0.5f).ToArray().On(images.device);
            changed = where(mirrored.reshape(-1, 1, 1, 1), changed.flip(-1), changed);
        }

        return changed.MoveToOuterDisposeScope();
    }

    private Tensor Crop(Tensor images, float[] draws)
    {
        var places = (2 * settings.Crop) + 1;
        var padded = nn.functional.pad(images, [settings.Crop, settings.Crop, settings.Crop, settings.Crop]);
        var cropped = empty_like(images);
        for (var row = 0; row < images.shape[0]; row++)
        {
            using var scope = NewDisposeScope();
            var top = (long)(draws[(3 * row) + 1] * places);
            var left = (long)(draws[(3 * row) + 2] * places);
            cropped[row].copy_(padded[row].narrow(1, top, images.shape[2]).narrow(2, left, images.shape[3]));
        }

        return cropped;
    }
}
