namespace RobustnessGate.Runner.AttackLists;

/// <summary>The attacks as a person reads them on a screen.</summary>
internal static class AttackListText
{
    /// <summary>All attacks with their options, and the suites.</summary>
    public static void Write(AttackListDocument list, TextWriter output)
    {
        foreach (var attack in list.Attacks)
        {
            WriteHead(attack, output);
            if (attack.Options.Count > 0)
                output.WriteLine($"    {string.Join("; ", attack.Options.Select(option => $"{option.Name}={option.DefaultText}"))}");
            output.WriteLine();
        }

        output.WriteLine("Suites and their attacks, in order:");
        var width = list.Suites.Max(suite => suite.Name.Length);
        foreach (var suite in list.Suites)
            output.WriteLine($"    {suite.Name.PadRight(width)}  {string.Join(' ', suite.Norms)}: {suite.AttacksText}");
        output.WriteLine();
        output.WriteLine("Attacks of the curve (--curve), by norm:");
        foreach (var curve in list.Curves)
            output.WriteLine($"    {curve.Norm.PadRight(width)}  {string.Join(", ", curve.Attacks)}");
        output.WriteLine();
        output.WriteLine("More on one attack: robustness-gate attacks <name>");
    }

    /// <summary>One attack with what its options mean.</summary>
    public static void Write(ListedAttack attack, TextWriter output)
    {
        WriteHead(attack, output);
        foreach (var option in attack.Options)
        {
            output.WriteLine();
            output.WriteLine($"    {option.Name}={option.DefaultText}");
            output.WriteLine($"        {option.Description}");
            output.WriteLine($"        Takes {option.Expects}.");
        }
    }

    private static void WriteHead(ListedAttack attack, TextWriter output)
    {
        output.WriteLine($"{string.Join(", also ", attack.Aliases.Prepend(attack.Name))}: {attack.Budget} budget, {string.Join(' ', attack.Norms)}, needs {attack.Access}");
        output.WriteLine($"    {attack.Summary} {attack.Source}.");
    }
}
