using System.Diagnostics;
using System.Runtime.InteropServices;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Boundaries;
using RobustnessGate.Runner.Checkpoints;
using RobustnessGate.Runner.Compute;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Evidence;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Gate.Probes;
using RobustnessGate.Runner.Journals;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Snapshots;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Gate;

/// <summary>The use case: load, check, measure, judge, write.</summary>
internal sealed class GateRun(
    GateSettings settings, Engine engine, Dataset data, TuningEntry? tuning, IProgressView progress, MessageLog log, CancellationToken cancellation)
{
    // Odd, so that one side has most of the answers.
    private const int DrawsOfARandomModel = 9;

    private readonly int batchSize = settings.BatchSize
        ?? BatchSize.Auto(data.Inputs.shape[1..].Aggregate(1L, (product, size) => product * size), engine.Device.type);

    /// <summary>Runs the gate and leaves the report in the output folder.</summary>
    /// <param name="settings">What is measured, how, and what it is judged by.</param>
    /// <param name="progress">Shows how far it is.</param>
    /// <param name="log">What there is to say on the way.</param>
    /// <param name="cancellation">Stops it between passes.</param>
    /// <param name="tuning">The training that made the checkpoint, for the report; null where there was none.</param>
    /// <exception cref="GateException">There is no verdict, and the reason why.</exception>
    public static ReportDocument Execute(
        GateSettings settings, IProgressView progress, MessageLog log, CancellationToken cancellation, TuningEntry? tuning = null)
    {
        // Before hours of work, not after them.
        OutputFolder.RequireWritable(settings.Output, OutputPlace.Folder);
        InputFile.RequireFile(settings.Checkpoint.Path, InputKind.Checkpoint);
        var engine = Engine.Start(settings.Compute);
        var (classNames, featureNames) = (Names(settings.ClassNames, InputKind.ClassNames), Names(settings.FeatureNames, InputKind.FeatureNames));
        using var data = DatasetLoader.Load(settings.Dataset, settings.ThreatModel.Bounds, settings.Samples, settings.Shuffle, settings.Seed) with { ClassNames = classNames, FeatureNames = featureNames };
        featureNames?.RequireForFeatures(data.Inputs.numel() / data.Inputs.shape[0]);
        using var mask = settings.Mask is { } file ? MaskFile.Load(file, data.Inputs.shape[1..]) : null;
        var complete = settings with { ThreatModel = settings.ThreatModel with { Mask = mask } };
        return new GateRun(complete, engine, data, tuning, progress, log, cancellation).Execute();
    }

    private static NameList? Names(string? path, InputKind kind) => path is null ? null : NameList.Read(path, kind);

    private ReportDocument Execute()
    {
        var identity = GateInputs.Identify(settings, data, engine, batchSize);
        log.Detail($"device {identity.Environment.Device}, {engine.Threads} threads, batches of {batchSize}, fingerprint {identity.Fingerprint()}");
        var baseline = Baseline.Find(settings, MeasuredEntry.Of(identity));

        var recorded = settings.Reuse ? Recorded.Find(settings.Output, identity.Fingerprint()) : null;
        if (recorded is not null)
        {
            log.Info("Nothing that the measurement depends on has changed: the recorded one is judged again.");
        }

        // A run that was stopped while it was loading leaves no journal behind.
        cancellation.ThrowIfCancellationRequested();
        using var journal = recorded is null ? OpenJournal(identity) : null;
        var measured = recorded ?? Measure(identity, journal);
        data.ClassNames?.RequireForClasses(MeasuredReport.Classes(measured), "the report");
        var report = Verdicts.Judged(measured with { Comparison = baseline?.Compare(measured) }, settings) with { Tuning = tuning, Classes = data.ClassNames?.Names, Features = data.FeatureNames?.Names };
        cancellation.ThrowIfCancellationRequested();
        OutputFolder.Write(settings.Output, report, settings.Reports, log);
        journal?.Delete();
        baseline?.Settle(report, log);
        return report;
    }

    private MeasurementJournal? OpenJournal(MeasurementIdentity identity)
    {
        var journal = MeasurementJournal.Open(Path.Combine(settings.Output, MeasurementJournal.FileName), identity.Fingerprint(), settings.Resume);
        if (journal is { Resumed: > 0 })
        {
            log.Info($"Going on where an earlier run stopped: {journal.Resumed} parts of it are done (--no-resume starts over).");
        }

        return journal;
    }

    private ReportDocument Measure(MeasurementIdentity identity, MeasurementJournal? journal)
    {
        using var model = CheckpointLoader.Load(settings.Checkpoint, engine.Device);
        var clock = Stopwatch.StartNew();
        var (findings, checks) = Check(model);
        if (findings.IsHopeless)
        {
            return MeasuredReport.Create(identity, findings.Diagnostics, result: null, evidence: null, Cost(checks, clock.Elapsed.TotalSeconds));
        }

        using var victim = new Victim(model.Model, engine.Device, findings.Outputs);
        var options = new EvaluationOptions
        {
            Seed = settings.Seed,
            BatchSize = batchSize,
            CancellationToken = cancellation,
            ConfirmationDraws = findings.IsRandom ? DrawsOfARandomModel : 1,
        };
        List<DiagnosticEntry> diagnostics = [.. findings.Diagnostics, .. Probe(victim, findings, options)];
        checks += victim.Passes;
        var result = Evaluate(SuiteEvaluation.Run, settings.Suite, victim, options with { Journal = journal?.Part(0) });
        if (settings.Curve is not { } suite)
        {
            return Report(result, result.Passes, curve: null);
        }

        var nearest = Evaluate(SuiteEvaluation.RunNearest, suite, victim, options with { Journal = journal?.Part(1) });
        var epsilon = settings.ThreatModel.Epsilon;
        var settled = RobustnessCurve.Settle(result, nearest, epsilon);
        var evidence = WriteEvidence(EvidenceFile.CurveFileName, RobustnessCurve.Nearest(result, nearest), identity);
        return Report(settled, result.Passes + nearest.Passes, MeasuredReport.Curve(RobustnessCurve.Of(settled, nearest, epsilon), nearest.Attacks, evidence));

        ReportDocument Report(SuiteResult found, PassCount passes, CurveEntry? curve)
        {
            var before = victim.Passes;
            var boundaries = WriteBoundaries(victim, found, options, checks + passes, identity);
            var cost = Cost(checks + passes + (victim.Passes - before), clock.Elapsed.TotalSeconds + (journal?.ResumedSeconds ?? 0));
            diagnostics.AddRange(SuiteDiagnostics.Of(found));
            return MeasuredReport.Create(identity, diagnostics, found, WriteEvidence(EvidenceFile.FileName, found, identity), cost) with { Curve = curve, Boundaries = boundaries };
        }
    }

    private (ModelFindings Findings, PassCount Passes) Check(LoadedModel model)
    {
        // A random model draws from this.
        random.manual_seed(settings.Seed);
        using var victim = new Victim(model.Model, engine.Device);
        var findings = ModelChecks.Run(victim, data, batchSize, cancellation);
        return (findings, victim.Passes);
    }

    private IReadOnlyList<DiagnosticEntry> Probe(Victim victim, ModelFindings findings, EvaluationOptions options)
    {
        using var sample = new ProbeSample(victim, data, findings.Predicted, settings.ThreatModel, options);
        return Explained(victim, () => AttackProbes.Run(sample, findings));
    }

    private SuiteResult Evaluate(
        Func<Victim, Examples, Suite, ThreatModel, EvaluationOptions, SuiteResult> evaluation, Suite suite, Victim victim, EvaluationOptions options) =>
        Explained(victim, () => progress.Show("attacking", reports => evaluation(
            victim, new Examples(data.Inputs, data.Labels, data.Indices), suite, settings.ThreatModel, options with { Progress = new EvaluationReporter(reports) })));

    private T Explained<T>(Victim victim, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is ExternalException or ModelOutputException or OutOfMemoryException)
        {
            throw ModelFailure.Explain(e, victim.Device, data, batchSize);
        }
    }

    private FileEntry WriteEvidence(string name, SuiteResult result, MeasurementIdentity identity)
    {
        cancellation.ThrowIfCancellationRequested();
        var path = Path.Combine(settings.Output, name);
        using var scope = NewDisposeScope();
        EvidenceFile.Write(path, EvidenceRecord.Of(result, data.Inputs, Provenance(identity)));
        return FileEntry.Of(settings.Output, name);
    }

    /// <param name="victim">The model.</param>
    /// <param name="result">What became of the examples.</param>
    /// <param name="options">How the model is asked.</param>
    /// <param name="run">The price of the run so far.</param>
    /// <param name="identity">What is measured.</param>
    /// <returns>The file of slices; null where there are none.</returns>
    private FileEntry? WriteBoundaries(Victim victim, SuiteResult result, EvaluationOptions options, PassCount run, MeasurementIdentity identity)
    {
        var rows = SliceChoice.Rows(result.Examples, SliceChoice.Count(settings.Slices, run));
        if (rows.Count == 0)
        {
            return null;
        }

        var measurement = new BoundaryMeasurement(victim, data.Inputs, settings.ThreatModel, options);
        var boundaries = Explained(victim, () => progress.Show("slicing", reports => measurement.Run(result.Examples, rows, reports)));
        BoundariesFile.Write(Path.Combine(settings.Output, BoundariesFile.FileName), boundaries, Provenance(identity));
        return FileEntry.Of(settings.Output, BoundariesFile.FileName);
    }

    private Provenance Provenance(MeasurementIdentity identity) =>
        new(settings.ThreatModel, identity.Inputs.Checkpoint.Sha256, identity.Inputs.Dataset.Sha256);

    private static CostEntry Cost(PassCount passes, double seconds) => new(passes.Forward, passes.Backward, seconds);
}
