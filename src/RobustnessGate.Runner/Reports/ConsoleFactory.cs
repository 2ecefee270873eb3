using Spectre.Console;

namespace RobustnessGate.Runner.Reports;

/// <summary>Makes consoles that write escape sequences only where they are wanted: left to itself, Spectre writes links and
/// box drawing into files.</summary>
internal static class ConsoleFactory
{
    /// <summary>Wide enough for every table, narrow enough for a CI log.</summary>
    private const int PlainWidth = 110;

    public static IAnsiConsole Create(TextWriter writer, bool rich)
    {
        if (rich)
        {
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
            // Spectre's own look at the environment turns escape sequences on again under GitHub Actions.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = PlainWidth;
        console.Profile.Capabilities.Unicode = false;
        console.Profile.Capabilities.Links = false;
        return console;
    }
}
