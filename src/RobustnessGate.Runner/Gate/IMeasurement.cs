using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Gate;

/// <summary>A measurement that says what it would measure before it does. It runs the model; whoever judges by it does not.</summary>
internal interface IMeasurement : IDisposable
{
    /// <summary>What it measures.</summary>
    MeasurementIdentity Identity { get; }

    /// <summary>Measures, and writes the evidence; the verdict is still to be given.</summary>
    /// <exception cref="GateException">It cannot, and the reason why.</exception>
    ReportDocument Measure();
}

/// <summary>Loads what a measurement needs.</summary>
internal delegate IMeasurement Measuring(GateSettings settings, IProgressView progress, MessageLog log, CancellationToken cancellation);
