using RobustnessGate.Runner.Doctor;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tuning;

namespace RobustnessGate.Runner.CommandLine;

/// <summary>What the commands do.</summary>
internal sealed record UseCases
{
    /// <summary>What they do for users.</summary>
    public static readonly UseCases OfTool = new() { Measure = FineTunedGate.Execute, Tune = TuneRun.Execute, Examine = Checkup.Examine };

    public required UseCase<GateSettings, ReportDocument> Measure { get; init; }

    public required UseCase<TuneSettings, TunedModel> Tune { get; init; }

    public required Func<string?, IEnumerable<Finding>> Examine { get; init; }
}
