using RobustnessGate.Attacks;

namespace RobustnessGate.Runner.Tests.Gate;

/// <summary>Looks along the sign of the first gradient.</summary>
[CatalogEntry("Ray", "Looks along the sign of the first gradient.", "made for this test")]
internal sealed record RayAttack : Attack
{
    public override bool IsMinimumNorm => true;

    public override void Start(Rows rows) => rows["direction"] = rows.Differentiate(rows.Clean, AttackLosses.CrossEntropy).Gradient.sign();

    public override void Step(Rows rows)
    {
        rows.Evaluate(rows.Box.Clamp(rows.Clean + rows["direction"] * rows.Schedule(iteration => 0.004 * (iteration + 1))));
        rows.FinishAfter(40);
    }
}
