using System.CommandLine;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.CommandLine;

/// <summary>Says in one sentence what is wrong with a command line.</summary>
internal static class CommandLineError
{
    public static GateException Of(ParseResult result) => new(Codes.InvalidCommandLine, Sentence(result));

    private static string Sentence(ParseResult result)
    {
        var command = result.CommandResult.Command;
        return result.UnmatchedTokens is [var token, ..]
            ? Unknown(token, command)
            : $"{OneLine(result.Errors[0].Message)}; see {command.Name} --help.";
    }

    private static string Unknown(string token, Command command)
    {
        if (token.StartsWith('-'))
        {
            var hint = Nearest.To(token, command.Options.Select(option => option.Name)) is { } near ? $"did you mean '{near}'?" : $"see {command.Name} --help.";
            return $"There is no option '{token}'; {hint}";
        }

        return command.Subcommands.Count == 0
            ? $"'{token}' belongs to no option; see {command.Name} --help."
            : $"There is no command '{token}'; {Nearest.Hint(token, [.. command.Subcommands.Select(subcommand => subcommand.Name)])}";
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
}
