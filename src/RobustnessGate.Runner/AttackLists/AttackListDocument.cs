using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.AttackLists;

/// <summary>The attacks and suites there are; <c>robustness-gate attacks --json</c> prints it, its other forms are views of it.</summary>
internal sealed record AttackListDocument(IReadOnlyList<ListedAttack> Attacks, IReadOnlyList<ListedSuite> Suites, IReadOnlyList<ListedCurve> Curves)
{
    /// <summary>Everything in the catalogue.</summary>
    public static AttackListDocument Whole { get; } = new(
        [.. AttackCatalog.All.Select(ListedAttack.Of)],
        [.. RobustnessGate.Attacks.Suites.Names.SelectMany(ListedSuite.Of)],
        [.. Norm.All.Select(norm => new ListedCurve(norm.Name, [.. RobustnessGate.Attacks.Suites.Curve(norm).Attacks.Select(attack => attack.Name)]))]);
}

/// <summary>An attack and how to ask for it.</summary>
/// <param name="Name">The name in the literature.</param>
/// <param name="Aliases">Other names it is known by.</param>
/// <param name="Summary">What it does, in one line.</param>
/// <param name="Source">The paper.</param>
/// <param name="Access">What it needs of the model: gradients, scores or decisions.</param>
/// <param name="Budget">fixed: it looks for any success within epsilon; minimum: for the nearest one.</param>
/// <param name="Norms">The norms it is defined in.</param>
/// <param name="Options">Its options, by name.</param>
internal sealed record ListedAttack(
    string Name,
    IReadOnlyList<string> Aliases,
    string Summary,
    string Source,
    string Access,
    string Budget,
    IReadOnlyList<string> Norms,
    IReadOnlyList<ListedOption> Options)
{
    public static ListedAttack Of(AttackDescription attack) => new(
        attack.Name,
        attack.Aliases,
        attack.Summary,
        attack.Source,
        attack.Access.ToString().ToLowerInvariant(),
        attack.IsMinimumNorm ? "minimum" : "fixed",
        [.. attack.Norms.Select(norm => norm.Name)],
        [.. attack.Options.Select(option => new ListedOption(option.Name, GateInputs.Value(option.Default), option.Expects, option.Description))]);
}

/// <summary>An option of an attack.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">Its value where none is given; null where that follows from the threat model.</param>
/// <param name="Expects">The values it takes, in words.</param>
/// <param name="Description">What it does.</param>
internal sealed record ListedOption(string Name, JsonNode? Default, string Expects, string Description)
{
    /// <summary>The default as a user would write it.</summary>
    [JsonIgnore]
    public string DefaultText => Default?.ToString() ?? "left to the attack";
}

/// <summary>A suite and its attacks in some norms.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Norms">The norms in which it has these attacks.</param>
/// <param name="Attacks">Its attacks in order, with the options that differ from their defaults; empty where the user lists them.</param>
internal sealed record ListedSuite(string Name, IReadOnlyList<string> Norms, IReadOnlyList<string> Attacks)
{
    public static IEnumerable<ListedSuite> Of(string name) =>
        from norm in Norm.All
        let attacks = (RobustnessGate.Attacks.Suites.Find(name, norm)?.Attacks ?? []).Select(Written).ToList()
        where attacks.Count > 0 || name == RobustnessGate.Attacks.Suites.Custom
        group norm.Name by string.Join(", ", attacks) into form
        select new ListedSuite(name, [.. form], form.Key.Length == 0 ? [] : form.Key.Split(", "));

    /// <summary>The attacks in words.</summary>
    [JsonIgnore]
    public string AttacksText => Attacks.Count == 0 ? "the attacks that you list" : string.Join(", ", Attacks);

    private static string Written(Attack attack) => string.Join(';',
        AttackCatalog.Find(attack.Name)!.Options
            .Where(option => !Equals(option.Read(attack), option.Default))
            .Select(option => $"{option.Name}={GateInputs.Value(option.Read(attack))}")
            .Prepend(attack.Name));
}

/// <summary>The attacks that <c>--curve</c> runs in a norm.</summary>
/// <param name="Norm">The norm.</param>
/// <param name="Attacks">Their names.</param>
internal sealed record ListedCurve(string Norm, IReadOnlyList<string> Attacks);
