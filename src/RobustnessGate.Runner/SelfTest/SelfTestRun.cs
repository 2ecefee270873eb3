using System.Diagnostics;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.SelfTest;

/// <summary>Runs the cases of the self-test.</summary>
internal static class SelfTestRun
{
    /// <summary>The results, one by one as they come.</summary>
    /// <exception cref="OperationCanceledException">The self-test was cancelled.</exception>
    public static IEnumerable<SelfTestResult> Run(IEnumerable<ISelfTestCase> cases, CancellationToken cancellation) =>
        cases.Select(each => Run(each, cancellation));

    private static SelfTestResult Run(ISelfTestCase each, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var clock = Stopwatch.StartNew();
        var measured = Measure(each, cancellation);
        return new SelfTestResult(each.Name, each.Norm, each.Expected, measured.Text, measured.Passed, clock.Elapsed.TotalSeconds);
    }

    // A case that throws has failed; the others still say something.
    private static Measured Measure(ISelfTestCase each, CancellationToken cancellation)
    {
        try
        {
            return each.Run(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new Measured($"{e.GetType().Name}: {Reason.Of(e)}", false);
        }
    }
}
