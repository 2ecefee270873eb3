using RobustnessGate.Attacks;

namespace RobustnessGate.Runner.SelfTest;

/// <summary>What attacks may miss of the closed form, and with how few steps they must reach it. An attack that is not listed must be exact on
/// two classes with its defaults: break every example within its budget or, without one, end within a hundredth of each distance.</summary>
internal static class Allowances
{
    private static readonly Allowance Exact = new();

    private static readonly Dictionary<string, Allowance> Listed = new()
    {
        // It overshoots by 2 %, to be sure.
        ["DeepFool"] = new() { Classes = 3, Excess = 0.025 },
        ["FMN"] = new() { Classes = 3 },
        // Exact but for what keeps it clear of rounding.
        ["FAB"] = new() { Classes = 3, Excess = 0.001 },
        ["FAB-T"] = new() { Classes = 3, Excess = 0.001 },
        ["Square Linf"] = new() { Classes = 3, Options = "Queries=1000" },
        // Its bumps are never smaller than three by three, which is most of an input of four by five.
        ["Square L2"] = new() { Missed = 0.5, Options = "Queries=500" },
        ["Square L1"] = new() { Missed = 0.5, Options = "Queries=500" },
        ["C&W"] = new() { Classes = 3, Options = "Steps=300" },
        // Shrinkage leaves features changed a little that need not be.
        ["EAD"] = new() { Excess = 0.1, Options = "Steps=300" },
        // It raises features, two at a time, where one may do and lowering may do better.
        ["JSMA"] = new() { Classes = 3, Excess = 1, Options = "Gamma=1" },
        // Its gradients are estimates.
        ["SPSA"] = new() { Classes = 3, Missed = 0.1 },
        ["HopSkipJump"] = new() { Classes = 3, Excess = 0.03, Options = "Steps=20" },
        ["Boundary"] = new() { Excess = 0.05, Options = "Steps=5000" },
        // What breaks the network that it trains need not break the model.
        ["Substitute"] = new() { Missed = 0.4 },
    };

    /// <summary>What has an allowance: an attack, or one in a norm.</summary>
    public static IEnumerable<string> Names => Listed.Keys;

    /// <summary>The allowance of an attack in a norm.</summary>
    public static Allowance For(string attack, Norm norm) =>
        Listed.GetValueOrDefault($"{attack} {norm.Name}") ?? Listed.GetValueOrDefault(attack) ?? Exact;
}
