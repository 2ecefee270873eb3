using System.CommandLine;
using System.Text.Json;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.AttackLists;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.CommandLine;

/// <summary><c>robustness-gate attacks</c>: the attacks and suites there are, and their options.</summary>
internal sealed class AttacksCommand
{
    private readonly Argument<string?> name = new("name")
    {
        Description = "The attack to show in detail; all of them when left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> json = new("--json") { Description = "Print the list as a JSON document." };
    private readonly Option<bool> markdown = new("--markdown") { Description = "Print the list as a Markdown page." };
    private readonly ToolConsole console;

    public AttacksCommand(ToolConsole console)
    {
        this.console = console;
        Command = new Command("attacks", "List the attacks and suites with their options.") { name, json, markdown };
        Command.SetAction(Invoke);
    }

    public Command Command { get; }

    private int Invoke(ParseResult result)
    {
        try
        {
            Show(result);
            return ExitCode.Pass;
        }
        catch (GateException e)
        {
            return FailureMessage.Say(e, new MessageLog(MessageOptions.PlainSink(console), Verbosity.Normal), _ => null);
        }
    }

    private void Show(ParseResult result)
    {
        var attack = result.GetValue(name) is { } asked ? Find(asked) : null;
        if (result.GetValue(markdown))
        {
            if (result.GetValue(json) || attack is not null)
                throw new GateException(Codes.InvalidCommandLine, "--markdown is the page of all attacks; leave out the name and --json.");
            console.Out.Write(AttackListMarkdown.Of(AttackListDocument.Whole));
        }
        else if (result.GetValue(json))
        {
            console.Out.WriteLine(attack is null
                ? JsonSerializer.Serialize(AttackListDocument.Whole, ReportFile.Json.AttackListDocument)
                : JsonSerializer.Serialize(attack, ReportFile.Json.ListedAttack));
        }
        else if (attack is null)
        {
            AttackListText.Write(AttackListDocument.Whole, console.Out);
        }
        else
        {
            AttackListText.Write(attack, console.Out);
        }
    }

    private static ListedAttack Find(string name) => AttackCatalog.Find(name) is { } attack
        ? ListedAttack.Of(attack)
        : throw new GateException(Codes.UnknownAttack, $"There is no attack '{name}'; {Nearest.Hint(name, [.. AttackCatalog.All.Select(known => known.Name)])}");
}
