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
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Gate;

/// <summary>Loads, checks and measures, in this process.</summary>
internal sealed class LocalMeasurement(
    GateSettings settings, Engine engine, Dataset data, int batchSize, IProgressView progress, MessageLog log, ModelWatch watch, CancellationToken cancellation)
    : IMeasurement
{
    // Odd, so that one side has most of the answers.
    private const int DrawsOfARandomModel = 9;

    public MeasurementIdentity Identity { get; } = GateInputs.Identify(settings, data, engine, batchSize);

    /// <summary>Starts libtorch and reads everything but the model.</summary>
    /// <param name="settings">What is measured, and how.</param>
    /// <param name="progress">Shows how far it is.</param>
    /// <param name="log">What there is to say on the way.</param>
    /// <param name="watch">What is known of the model, and who is told what it is at.</param>
    /// <param name="cancellation">Stops it between passes.</param>
    /// <exception cref="GateException">Something cannot be read.</exception>
    public static LocalMeasurement Prepare(
        GateSettings settings, IProgressView progress, MessageLog log, ModelWatch watch, CancellationToken cancellation)
    {
        var engine = Engine.Start(settings.Compute);
        watch.Enter(Stage.LoadingData);
        var data = Load(settings);
        try
        {
            var mask = settings.Mask is { } file ? MaskFile.Load(file, data.Inputs.shape[1..]) : null;
            var complete = settings with { ThreatModel = settings.ThreatModel with { Mask = mask } };
            var batchSize = settings.BatchSize
                ?? BatchSize.Auto(data.Inputs.shape[1..].Aggregate(1L, (product, size) => product * size), engine.Device.type);
            return new LocalMeasurement(complete, engine, data, batchSize, progress, log, watch, cancellation);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    public ReportDocument Measure()
    {
        log.Detail($"device {Identity.Environment.Device}, {engine.Threads} threads, batches of {batchSize}, fingerprint {Identity.Fingerprint()}");
        // A run that was stopped while it was loading leaves no journal behind.
        cancellation.ThrowIfCancellationRequested();
        using var journal = OpenJournal();
        return Measure(Identity, journal);
    }

    public void Dispose()
    {
        data.Dispose();
        settings.ThreatModel.Mask?.Dispose();
    }

    private static Dataset Load(GateSettings settings)
    {
        var features = NameList.ReadIfGiven(settings.FeatureNames, InputKind.FeatureNames);
        var data = DatasetLoader.Load(settings.Dataset, settings.ThreatModel.Bounds, settings.Samples, settings.Shuffle, settings.Seed) with
        {
            ClassNames = NameList.ReadIfGiven(settings.ClassNames, InputKind.ClassNames),
            FeatureNames = features,
        };
        features?.RequireForFeatures(data.Inputs.numel() / data.Inputs.shape[0]);
        return data;
    }

    private MeasurementJournal? OpenJournal()
    {
        var journal = MeasurementJournal.Open(Path.Combine(settings.Output, MeasurementJournal.FileName), Identity.Fingerprint(), settings.Resume);
        if (journal is { Resumed: > 0 })
        {
            log.Info($"Going on where an earlier run stopped: {journal.Resumed} parts of it are done (--no-resume starts over).");
        }

        return journal;
    }

    private ReportDocument Measure(MeasurementIdentity identity, MeasurementJournal? journal)
    {
        watch.Enter(Stage.LoadingModel);
        using var model = CheckpointLoader.Load(settings.Checkpoint, engine.Device);
        var clock = Stopwatch.StartNew();
        var (findings, checks) = Check(model);
        if (findings.IsHopeless)
        {
            return MeasuredReport.Create(identity, findings.Diagnostics, result: null, evidence: null, Cost(checks, clock.Elapsed.TotalSeconds));
        }

        watch.Enter(Stage.Attacking);
        using var victim = new Victim(model.Model, engine.Device, findings.Outputs);
        var environment = engine.FittedTo(() => Pass(victim)).Describe(batchSize);
        log.Detail(FormattableString.Invariant($"passes on {environment.Threads} threads"));
        identity = identity with { Environment = environment };
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
        watch.Enter(Stage.CheckingModel);
        using var victim = new Victim(model.Model, engine.Device);
        var findings = ModelChecks.Run(victim, data, batchSize, watch, cancellation);
        return (findings, victim.Passes);
    }

    // Of the first batch, as most passes are.
    private void Pass(Victim victim)
    {
        using var scope = NewDisposeScope();
        victim.Logits(data.Inputs.narrow(0, 0, Math.Min(batchSize, data.Indices.Count)).to(victim.Device));
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
