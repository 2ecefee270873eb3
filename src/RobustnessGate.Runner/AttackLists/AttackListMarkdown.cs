using System.Text;

namespace RobustnessGate.Runner.AttackLists;

/// <summary><c>docs/attacks.md</c>.</summary>
internal static class AttackListMarkdown
{
    private const string Head = """
        # Attacks

        Made from the catalogue by `robustness-gate attacks --markdown`.

        An attack with a fixed budget looks for any success within epsilon; one with a minimum budget for the nearest one, and ends in a gate
        as soon as that is within epsilon. Options are set as item metadata, `<RobustnessAttack Include="PGD" Steps="40" />`, or after the
        name, `--attack "PGD;Steps=40"`; the case of names does not matter.

        | attack | budget | norms | needs | in one line |
        |---|---|---|---|---|

        """;

    public static string Of(AttackListDocument list)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var attack in list.Attacks)
            text.Append($"| [{attack.Name}](#{Anchor(attack.Name)}) | {attack.Budget} | {string.Join(", ", attack.Norms)} | {attack.Access} | {Cell(attack.Summary)} |\n");
        text.Append("\n## Suites\n\nEach attack runs on the examples that those before it did not break. Options are those that differ from the defaults.\n\n| suite | norms | attacks |\n|---|---|---|\n");
        foreach (var suite in list.Suites)
            text.Append($"| `{suite.Name}` | {string.Join(' ', suite.Norms)} | {Cell(suite.AttacksText)} |\n");
        text.Append("\n## The curve\n\nThe attacks that `--curve` runs.\n\n| norm | attacks |\n|---|---|\n");
        foreach (var curve in list.Curves)
            text.Append($"| {curve.Norm} | {string.Join(", ", curve.Attacks)} |\n");
        foreach (var attack in list.Attacks)
            Append(text, attack);
        return text.ToString();
    }

    private static void Append(StringBuilder text, ListedAttack attack)
    {
        text.Append($"\n## {attack.Name}\n\n{attack.Summary} {attack.Source}.\n");
        if (attack.Aliases.Count > 0)
            text.Append($"Also known as {string.Join(", ", attack.Aliases)}.\n");
        if (attack.Options.Count == 0)
            return;
        text.Append("\n| option | default | takes | meaning |\n|---|---|---|---|\n");
        foreach (var option in attack.Options)
            text.Append($"| `{option.Name}` | {option.DefaultText} | {option.Expects} | {Cell(option.Description)} |\n");
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    // As GitHub makes them: lower case, without what is no letter, digit or hyphen.
    private static string Anchor(string heading) => string.Concat(heading.ToLowerInvariant().Replace(' ', '-').Where(sign => char.IsLetterOrDigit(sign) || sign == '-'));
}
