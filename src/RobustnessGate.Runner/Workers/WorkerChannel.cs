using System.Diagnostics;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;

namespace RobustnessGate.Runner.Workers;

/// <summary>The worker's end of the pipe to the process that started it. Standard output is not used: a model may print there.</summary>
internal sealed class WorkerChannel(string handle) : IMessageSink, IProgressView, IDisposable
{
    private readonly StreamWriter pipe = new(new AnonymousPipeClientStream(PipeDirection.Out, handle), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" };
    private readonly Lock turn = new();

    public void Send(WorkerEvent what)
    {
        var line = JsonSerializer.Serialize(what, WorkerJson.Default.WorkerEvent);
        lock (turn)
        {
            pipe.WriteLine(line);
        }
    }

    public void Enter(Stage stage) => Send(new Entered(stage));

    public void Write(Message message) => Send(new Said(message.Kind, message.Code?.Id, message.Text));

    public T Show<T>(string title, Func<IProgress<WorkProgress>, T> work)
    {
        Send(new Began(title));
        var result = work(new Reports(this));
        Send(new Ended());
        return result;
    }

    public void Dispose() => pipe.Dispose();

    private sealed class Reports(WorkerChannel channel) : IProgress<WorkProgress>
    {
        // As often as an eye sees it; a step of an attack may take far less.
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

        private long? last;

        public void Report(WorkProgress value)
        {
            if (last is { } before && Stopwatch.GetElapsedTime(before) < Pause)
            {
                return;
            }

            last = Stopwatch.GetTimestamp();
            channel.Send(new Progressed(value.Share, value.Count, value.Details));
        }
    }
}
