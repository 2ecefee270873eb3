using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;

namespace RobustnessGate.Runner.Tests.ProgressViews;

public class LineProgressTests
{
    [Fact]
    public void A_line_comes_after_a_step_and_not_before_the_interval()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var time = new ManualTime();
        var view = new LineProgress(new MessageLog(new TextSink(writer), Verbosity.Normal), time, step: 0.1, TimeSpan.FromSeconds(30));
        view.Show("attacking", progress =>
        {
            Report(progress, time, seconds: 1, done: 50);
            Report(progress, time, seconds: 31, done: 55);
            Report(progress, time, seconds: 32, done: 99);
            Report(progress, time, seconds: 90, done: 99);
            Report(progress, time, seconds: 200, done: 99);
            return 0;
        });
        Assert.Equal(
            "55 % (55 of 100 examples; 2 broken, 1 misclassified; PGD)\n99 % (99 of 100 examples; 2 broken, 1 misclassified; PGD)\n",
            writer.ToString());
    }

    private static void Report(IProgress<WorkProgress> progress, ManualTime time, int seconds, long done)
    {
        time.Seconds = seconds;
        new EvaluationReporter(progress).Report(new EvaluationProgress(done, 100, "PGD", Broken: 2, Misclassified: 1));
    }

    private sealed class ManualTime : TimeProvider
    {
        public int Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
