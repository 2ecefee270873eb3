using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.CommandLine;

/// <summary>Runs what a command does, and says in one message what ended it.</summary>
internal static class Guarded
{
    public static int Run(ToolConsole console, Func<MessageLog, int> work)
    {
        var log = new MessageLog(MessageOptions.PlainSink(console), Verbosity.Normal);
        try
        {
            return work(log);
        }
        catch (Exception e)
        {
            return FailureMessage.Say(e, log, _ => null);
        }
    }
}
