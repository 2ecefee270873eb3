using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The coordinates in which attacks work. Under a mask each feature is divided by its share of the budget, so that an attack
/// on a plain ball in these coordinates is one on the masked ball around the input; frozen features keep their values.</summary>
internal sealed class Coordinates
{
    private readonly Bounds bounds;
    private readonly Tensor? mask;
    private readonly Tensor? scale;
    private readonly Tensor? free;

    public Coordinates(ThreatModel threat, Device device)
    {
        bounds = threat.Bounds;
        if (threat.Mask is null)
        {
            Box = new Box(bounds, device);
            return;
        }

        mask = threat.Mask.to(device).to(ScalarType.Float32).unsqueeze(0);
        free = mask > 0;
        scale = where(free, mask, ones_like(mask));
        Box = new Box(bounds, scale, free);
    }

    public Box Box { get; }

    /// <summary>Model inputs [B, ...] in these coordinates.</summary>
    public Tensor FromModel(Tensor inputs) => scale is null ? inputs : inputs / scale;

    /// <summary>Points [B, ...] as model inputs, with the frozen features of <paramref name="inputs"/>.</summary>
    public Tensor ToModel(Tensor points, Tensor inputs) =>
        scale is null ? points : where(free!, bounds.Clamp(points * scale), inputs);

    /// <summary>A gradient with respect to model inputs as one with respect to these coordinates; zero at frozen features.</summary>
    public Tensor Pull(Tensor gradient) => mask is null ? gradient : gradient * mask;

    /// <summary>A perturbation in these coordinates as one of model inputs; none at frozen features.</summary>
    public Tensor Push(Tensor perturbation) => mask is null ? perturbation : perturbation * mask;

    /// <summary>Perturbations [B, ...] without what they change at frozen features.</summary>
    public Tensor Freeze(Tensor perturbation) => free is null ? perturbation : perturbation * free;
}
