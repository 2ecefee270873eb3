using RobustnessGate.Runner.Messages;
using Spectre.Console;

namespace RobustnessGate.Runner.CommandLine;

/// <summary>A result in the forms that a command shows.</summary>
internal interface IResultView
{
    /// <summary>As a JSON document.</summary>
    string Document();

    /// <summary>In one line.</summary>
    string Line();

    /// <summary>For a reader at a screen.</summary>
    void Write(IAnsiConsole console);

    /// <summary>Says what there is to find fault with, and returns the exit status that this leads to.</summary>
    int Conclude(MessageLog log);
}
