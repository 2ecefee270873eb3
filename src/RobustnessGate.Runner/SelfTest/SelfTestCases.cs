using RobustnessGate.Attacks;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.SelfTest;

/// <summary>Every case of the self-test.</summary>
internal static class SelfTestCases
{
    /// <summary>Every attack of the catalogue in each of its norms, then the models that must be called out.</summary>
    public static IReadOnlyList<ISelfTestCase> All => [.. Linear, .. DiagnosedModels.All];

    /// <summary>Every attack of the catalogue in each of its norms.</summary>
    public static IEnumerable<ISelfTestCase> Linear =>
        from description in AttackCatalog.All
        from norm in description.Norms
        let allowance = Allowances.For(description.Name, norm)
        let spec = AttackSpec.Parse(allowance.Options.Length > 0 ? $"{description.Name};{allowance.Options}" : description.Name)
        select new LinearCase(AttackCatalog.Create(spec.Name, spec.Options), norm, allowance, problem => problem.Model());
}
