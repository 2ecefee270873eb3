namespace RobustnessGate.Runner.Messages;

/// <summary>Where messages go, in the form that their reader expects.</summary>
internal interface IMessageSink
{
    void Write(Message message);
}
