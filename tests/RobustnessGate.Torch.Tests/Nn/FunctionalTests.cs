using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace RobustnessGate.Torch.Tests.Nn;

// The numbers are PyTorch 1.13's for the same seed and inputs.
[Collection(nameof(DefaultGenerator))]
public sealed class FunctionalTests
{
    private static Tensor Logits => tensor(new[] { 1.0f, 2.0f, 0.5f, 0.1f, -1.0f, 2.0f }).reshape(2, 3);

    private static Tensor Labels => tensor(new long[] { 2, 0 });

    private static Tensor Targets => tensor(new[] { 0f, 1f, 1f, 1f, 0f, 0f }).reshape(2, 3);

    private static Tensor Picture => arange(16f).reshape(1, 1, 4, 4);

    private static Tensor Small => arange(4f).reshape(1, 1, 2, 2);

    private static Tensor Grid() => F.affine_grid(tensor(new[] { 1f, 0.2f, 0.1f, -0.2f, 1f, 0.3f }).reshape(1, 2, 3), [1, 1, 2, 2]);

    [Fact]
    public void Cross_entropy_smooths_labels() =>
        Expect.Close(
            [1.97640979], F.cross_entropy(Logits, Labels, label_smoothing: 0.1));

    [Fact]
    public void Cross_entropy_weights_classes() =>
        Expect.Close(
            [5.89310646, 2.08178449], F.cross_entropy(Logits, Labels, weight: tensor(new[] { 1f, 2f, 3f }), reduction: nn.Reduction.None));

    [Fact]
    public void Nll_loss_takes_log_probabilities() =>
        Expect.Close(
            [2.02307653], F.nll_loss(F.log_softmax(Logits, 1), Labels));

    [Fact]
    public void Kl_div_takes_log_targets_unless_told_otherwise() =>
        Expect.Close(
            [0.48287168], F.kl_div(F.log_softmax(Logits, 1), F.log_softmax(Logits.flip(0), 1)));

    [Fact]
    public void Kl_div_takes_probabilities_when_told() =>
        Expect.Close(
            [2.89723063], F.kl_div(F.log_softmax(Logits, 1), F.softmax(Logits.flip(0), 1), log_target: false, nn.Reduction.Sum));

    [Fact]
    public void Binary_cross_entropy_with_logits_weights_positives() =>
        Expect.Close(
            [1.01232255], F.binary_cross_entropy_with_logits(Logits, Targets, pos_weights: tensor(new[] { 1f, 2f, 3f })));

    [Fact]
    public void Binary_cross_entropy_takes_probabilities() =>
        Expect.Close(
            [0.8331421], F.binary_cross_entropy(F.sigmoid(Logits), Targets));

    [Fact]
    public void Smooth_l1_loss_has_a_beta() =>
        Expect.Close(
            [0.81666666], F.smooth_l1_loss(Logits, Targets, beta: 0.5));

    [Fact]
    public void Huber_loss_has_a_delta() =>
        Expect.Close(
            [0.40833333], F.huber_loss(Logits, Targets, delta: 0.5));

    [Fact]
    public void L1_loss_is_the_mean_distance() =>
        Expect.Close(
            [1.06666672], F.l1_loss(Logits, Targets));

    [Fact]
    public void Mse_loss_can_sum() =>
        Expect.Close(
            [8.05999947], F.mse_loss(Logits, Targets, nn.Reduction.Sum));

    [Fact]
    public void Bilinear_interpolation_to_a_size() =>
        Expect.Close(
            [2.16666675, 3.5, 4.83333349, 10.16666698, 11.5, 12.83333302], F.interpolate(Picture, size: [2, 3], mode: InterpolationMode.Bilinear, align_corners: false));

    [Fact]
    public void Antialiased_bilinear_interpolation() =>
        Expect.Close(
            [3.15714312, 4.35714293, 5.55714321, 9.44285774, 10.64285755, 11.84285736], F.interpolate(Picture, size: [2, 3], mode: InterpolationMode.Bilinear, antialias: true));

    [Fact]
    public void Bicubic_interpolation_by_a_factor() =>
        Expect.Close(
            [2.03125, 4.21875, 10.78125, 12.96875], F.interpolate(Picture, scale_factor: [0.5, 0.5], mode: InterpolationMode.Bicubic));

    [Fact]
    public void Nearest_interpolation_by_a_factor() =>
        Expect.Close(
            [0.0, 0.0, 1.0, 2.0, 2.0, 3.0, 0.0, 0.0, 1.0, 2.0, 2.0, 3.0, 4.0, 4.0, 5.0, 6.0, 6.0, 7.0, 8.0, 8.0, 9.0,
                10.0, 10.0, 11.0, 8.0, 8.0, 9.0, 10.0, 10.0, 11.0, 12.0, 12.0, 13.0, 14.0, 14.0, 15.0], F.interpolate(Picture, scale_factor: [1.5, 1.5]));

    [Fact]
    public void Exact_nearest_interpolation() =>
        Expect.Close(
            [0.0, 2.0, 3.0, 8.0, 10.0, 11.0, 12.0, 14.0, 15.0], F.interpolate(Picture, size: [3, 3], mode: InterpolationMode.NearestExact));

    [Fact]
    public void Area_interpolation_by_a_factor() =>
        Expect.Close(
            [2.5, 3.5, 4.5, 6.5, 7.5, 8.5, 10.5, 11.5, 12.5], F.interpolate(Picture, scale_factor: [0.75, 0.75], mode: InterpolationMode.Area));

    [Fact]
    public void Interpolation_can_recompute_the_factor_from_the_rounded_size() =>
        Expect.Close(
            [2.5, 4.5, 10.5, 12.5], F.interpolate(Picture, scale_factor: [0.7, 0.7], mode: InterpolationMode.Bilinear, recompute_scale_factor: true));

    [Fact]
    public void Affine_grid_maps_corners() =>
        Expect.Close(
            [-0.5, -0.09999999, 0.5, -0.30000001, -0.30000001, 0.90000004, 0.70000005, 0.70000005], Grid());

    [Fact]
    public void Grid_sample_is_zero_outside() =>
        Expect.Close(
            [4.80000019, 5.39999962, 0.0, 2.39999557], F.grid_sample(Picture, Grid() * 1.5, align_corners: false));

    [Fact]
    public void Grid_sample_can_repeat_the_border() =>
        Expect.Close(
            [4.80000019, 5.39999962, 12.60000038, 15.0], F.grid_sample(Picture, Grid() * 1.5, padding_mode: GridSamplePaddingMode.Border));

    [Fact]
    public void Grid_sample_can_reflect() =>
        Expect.Close(
            [4.80000019, 5.39999962, 11.80000019, 15.0], F.grid_sample(Picture, Grid() * 1.5, padding_mode: GridSamplePaddingMode.Reflection));

    [Fact]
    public void Grid_sample_can_take_the_nearest() =>
        Expect.Close(
            [5.0, 6.0, 13.0, 15.0], F.grid_sample(Picture, Grid(), GridSampleMode.Nearest, align_corners: true));

    [Fact]
    public void Pad_fills_with_a_constant() =>
        Expect.Close(
            [0.0, 0.0, 1.0, 0.0, 2.0, 3.0, 0.0, 0.0, 0.0], F.pad(Small, (1, 0, 0, 1)));

    [Fact]
    public void Pad_reflects() =>
        Expect.Close(
            [1.0, 0.0, 1.0, 3.0, 2.0, 3.0, 1.0, 0.0, 1.0], F.pad(Small, (1, 0, 0, 1), PaddingModes.Reflect));

    [Fact]
    public void Pad_replicates() =>
        Expect.Close(
            [0.0, 0.0, 1.0, 2.0, 2.0, 3.0, 2.0, 2.0, 3.0], F.pad(Small, (1, 0, 0, 1), PaddingModes.Replicate));

    [Fact]
    public void Pad_wraps_around() =>
        Expect.Close(
            [1.0, 0.0, 1.0, 3.0, 2.0, 3.0, 1.0, 0.0, 1.0], F.pad(Small, (1, 0, 0, 1), PaddingModes.Circular));

    [Fact]
    public void Unfold_makes_columns_of_blocks() =>
        Expect.Close(
            [0.0, 2.0, 8.0, 10.0, 1.0, 3.0, 9.0, 11.0, 4.0, 6.0, 12.0, 14.0, 5.0, 7.0, 13.0, 15.0], F.unfold(Picture, 2, stride: 2));

    [Fact]
    public void Fold_sums_overlapping_blocks() =>
        Expect.Close(
            [0.0, 2.0, 4.0, 3.0, 8.0, 20.0, 24.0, 14.0, 16.0, 36.0, 40.0, 22.0, 12.0, 26.0, 28.0, 15.0], F.fold(F.unfold(Picture, 2), 4, 2));

    [Fact]
    public void Normalize_divides_by_the_norm() =>
        Expect.Close(
            [0.43643576, 0.87287152, 0.21821788, 0.04467671, -0.44676706, 0.89353412], F.normalize(Logits));

    [Fact]
    public void Cosine_similarity_of_rows() =>
        Expect.Close(
            [0.77151668, 0.04467671], F.cosine_similarity(Logits, Targets));

    [Fact]
    public void Pairwise_distance_of_rows() =>
        Expect.Close(
            [1.50000095, 2.41039419], F.pairwise_distance(Logits, Targets));

    [Fact]
    public void Gelu_is_exact_by_default() =>
        Expect.Close(
            [0.84134471, 1.95449996, 0.3457312, 0.05398279, -0.15865529, 1.95449996], F.gelu(Logits));

    [Fact]
    public void Gelu_can_be_approximated() =>
        Expect.Close(
            [0.84119201, 1.95459771, 0.345714, 0.05398275, -0.15880799, 1.95459771], F.gelu(Logits, TorchSharp.Modules.GELU.Approximate.tanh));

    [Fact]
    public void Layer_norm_over_the_last_dimension() =>
        Expect.Close(
            [-0.26725769, 1.33628917, -1.06903112, -0.21519618, -1.10288048, 1.31807661], F.layer_norm(Logits, [3]));

    [Fact]
    public void Group_norm_over_groups_of_channels() =>
        Expect.Close(
            [-1.52752376, -1.09108841, -0.65465307, -0.21821769], F.group_norm(Picture.reshape(1, 4, 2, 2), 2).flatten()[..4]);

    [Fact]
    public void Instance_norm_over_each_channel() =>
        Expect.Close(
            [-1.52752376, -1.09108841, -0.65465301, -0.21821764], F.instance_norm(Picture.reshape(1, 2, 2, 4)).flatten()[..4]);

    [Fact]
    public void Dropout_draws_as_PyTorch_and_does_nothing_in_evaluation()
    {
        manual_seed(0);
        Expect.Close([0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0, 2.0], F.dropout(ones(8)));
        manual_seed(0);
        Expect.Close([0.0, 0.0, 2.0, 0.0, 0.0, 0.0], F.dropout2d(ones(1, 6, 1, 1)));
        Expect.Close([1, 1, 1], F.dropout(ones(3), training: false));
    }

    [Fact]
    public void Interpolate_needs_a_size_or_a_factor_for_each_dimension()
    {
        Assert.ThrowsAny<SystemException>(() => F.interpolate(Picture));
        Assert.ThrowsAny<SystemException>(() => F.interpolate(Picture, size: [3]));
        Assert.ThrowsAny<SystemException>(() => F.interpolate(Picture, scale_factor: [2]));
    }

    [Fact]
    public void An_activation_in_place_changes_its_input_and_returns_another_handle()
    {
        using var input = tensor(new[] { -1f, 2f });
        using (var output = F.relu(input, inplace: true))
        {
            Assert.NotSame(input, output);
        }
        Expect.Close([0, 2], input);
    }

    [Fact]
    public void One_hot_marks_the_class() => Expect.Close([0, 1, 0, 1, 0, 0], F.one_hot(tensor(new long[] { 1, 0 }), 3));

    [Fact]
    public void Max_and_average_pools_take_windows()
    {
        Expect.Close([5, 7, 13, 15], F.max_pool2d(Picture, 2));
        Expect.Close([2.5, 4.5, 10.5, 12.5], F.avg_pool2d(Picture, (2, 2)));
        Expect.Close([7.5], F.adaptive_avg_pool2d(Picture, 1));
    }
}
