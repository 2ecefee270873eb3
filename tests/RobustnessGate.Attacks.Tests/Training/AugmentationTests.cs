using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Training;

[Collection(nameof(SharedGenerator))]
public sealed class AugmentationTests
{
    private static readonly long[] Rows = [.. Enumerable.Range(0, 40).Select(row => (long)row)];

    [Fact]
    public void Every_other_image_is_mirrored()
    {
        var images = Images();
        var changed = new Augmentation(new Regularization { Flip = true }).Apply(images, Rows, seed: 1);

        var mirrored = Rows.Count(row => Same(changed[row], images[row].flip(-1)));
        Assert.Equal(40, mirrored + Rows.Count(row => Same(changed[row], images[row])));
        Assert.InRange(mirrored, 10, 30);
    }

    [Fact]
    public void A_crop_shifts_an_image_by_up_to_the_padding_and_fills_with_zeros()
    {
        var images = Images();
        var changed = new Augmentation(new Regularization { Crop = 1 }).Apply(images, Rows, seed: 1);

        var shifts = Array.ConvertAll(Rows, row => Shifts().Single(shift => Same(changed[row], Shifted(images[row], shift.Down, shift.Right))));
        Assert.Equal(9, shifts.Distinct().Count());

        static IEnumerable<(int Down, int Right)> Shifts() => from down in new[] { -1, 0, 1 } from right in new[] { -1, 0, 1 } select (down, right);

        static Tensor Shifted(Tensor image, int down, int right) =>
            nn.functional.pad(image.unsqueeze(0), [1, 1, 1, 1])[0].narrow(1, 1 - down, 5).narrow(2, 1 - right, 6);
    }

    [Fact]
    public void An_image_draws_by_its_number_and_the_seed_alone()
    {
        var images = Images();
        var augmentation = new Augmentation(new Regularization { Crop = 2, Flip = true });
        var together = augmentation.Apply(images, Rows, seed: 1);

        Assert.True(Same(augmentation.Apply(images.narrow(0, 7, 1), [7], seed: 1)[0], together[7]));
        Assert.True(Same(augmentation.Apply(images, Rows, seed: 1), together));
        Assert.False(Same(augmentation.Apply(images, Rows, seed: 2), together));
    }

    [Fact]
    public void Nothing_is_done_unasked()
    {
        var images = Images();
        Assert.Same(images, new Augmentation(new Regularization()).Apply(images, Rows, seed: 1));
    }

    [Theory]
    [InlineData("Crop", "2")]
    [InlineData("Flip", "true")]
    public void Inputs_that_are_no_images_are_refused(string option, string value)
    {
        using var model = Clouds.Network();
        var error = Assert.Throws<NamedOptionException>(() => Clouds.Train(model, Clouds.Recipe("pgd", (option, value))));

        Assert.Equal("Crop and Flip are for images of shape [channels, height, width]; the inputs have shape [12].", error.Message);
    }

    private static Tensor Images() => arange(1, 40 * 2 * 5 * 6 + 1).to(ScalarType.Float32).reshape(40, 2, 5, 6);

    private static bool Same(Tensor left, Tensor right) => left.equal(right).all().item<bool>();
}
