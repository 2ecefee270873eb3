using System.Text.Json.Nodes;

namespace RobustnessGate.Runner.Reports.Html;

/// <summary>An attack with its numbers as text.</summary>
internal sealed record AttackFigure(
    string Name, string Options, string Attempted, string Broken, string? Share, string Forward, string Backward, string Seconds, IReadOnlyList<string> Notes)
{
    public static AttackFigure Of(AttackEntry attack) => new(
        attack.Name,
        OptionsText(attack.Settings),
        Figures.Count(attack.Attempted),
        Figures.Count(attack.Broken),
        attack.Attempted == 0 ? null : Figures.Percent((double)attack.Broken / attack.Attempted),
        Figures.Count(attack.ForwardPasses),
        Figures.Count(attack.BackwardPasses),
        Figures.Seconds(attack.Seconds),
        [.. NotesOn(attack)]);

    /// <summary>The options that are set, as a user writes them.</summary>
    public static string OptionsText(JsonObject settings) =>
        string.Join("; ", settings.Where(setting => setting.Value is not null).Select(setting => $"{setting.Key}={setting.Value}"));

    private static IEnumerable<string> NotesOn(AttackEntry attack)
    {
        if (attack.ZeroGradients > 0)
            yield return $"no gradient at the start of {Figures.Count(attack.ZeroGradients)}";
        if (attack.Unconfirmed > 0)
            yield return $"{Figures.Count(attack.Unconfirmed)} successes not confirmed alone";
    }
}
