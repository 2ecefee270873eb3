using System.Runtime.InteropServices;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Checkpoints;
using RobustnessGate.Runner.Compute;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tuning;

/// <summary>The use case: load, check, train, write.</summary>
internal sealed class TuneRun(
    TuneSettings settings, Engine engine, TrainingData data, Dataset? gate, string path, IProgressView progress, MessageLog log, Action<Stage> enter, CancellationToken cancellation)
{
    // A gate may judge few examples; a training never holds out most of its own.
    private const int LargestShareHeldOut = 5;

    private readonly List<EpochResult> curve = [];

    /// <summary>Trains, and leaves the tuned checkpoint with its manifest.</summary>
    /// <exception cref="GateException">There is no tuned checkpoint, and the reason why.</exception>
    public static TunedModel Execute(TuneSettings settings, IProgressView progress, MessageLog log, CancellationToken cancellation, Action<Stage>? enter = null)
    {
        enter ??= _ => { };
        var path = RequirePlaces(settings);
        var engine = Engine.Start(settings.Compute);
        enter(Stage.LoadingData);
        var bounds = settings.ThreatModel.Bounds;
        using var gate = settings.Dataset is { } file ? DatasetLoader.Load(file, bounds, settings.Samples, settings.Shuffle, settings.Seed) : null;
        using var data = TrainingData.Open(settings.TrainingData, bounds);
        if (gate is not null)
        {
            data.CheckShape(gate);
            ContentOverlap.RequireNone(data, gate);
        }

        using var mask = settings.Mask is { } shares ? MaskFile.Load(shares, [.. data.InputShape]) : null;
        var complete = settings with { ThreatModel = settings.ThreatModel with { Mask = mask } };
        return new TuneRun(complete, engine, data, gate, path, progress, log, enter, cancellation).Execute();
    }

    /// <summary>Looks at the files to read and to write, before hours of work and not after them; returns the path of the tuned checkpoint.</summary>
    /// <exception cref="GateException">A file is missing, cannot be written, or is the parent.</exception>
    public static string RequirePlaces(TuneSettings settings)
    {
        OutputFolder.RequireWritable(settings.Output, OutputPlace.Folder);
        InputFile.RequireFile(settings.Checkpoint.Path, InputKind.Checkpoint);
        var path = settings.TunedCheckpoint ?? TunedCheckpoint.DefaultPath(settings.Output, settings.Checkpoint.Path);
        TunedCheckpoint.RequireOther(path, settings.Checkpoint.Path);
        OutputFolder.RequireWritable(Path.GetDirectoryName(Path.GetFullPath(path))!, PlaceOf(settings));
        return path;
    }

    private static OutputPlace PlaceOf(TuneSettings settings) => settings.TunedCheckpoint is null ? OutputPlace.Folder : OutputPlace.TunedCheckpoint;

    private TunedModel Execute()
    {
        var split = HoldOut.Draw(data, Math.Min(settings.Recipe.Selection.HeldOut, Math.Max(1, data.Count / LargestShareHeldOut)), settings.Seed);
        var identity = Identity(split);
        var fingerprint = identity.Fingerprint();
        if (settings.Reuse && TunedManifest.Find(path, identity) is { } earlier)
        {
            log.Info($"Nothing that the training depends on has changed: {Path.GetFileName(path)} stays as it is.");
            return new TunedModel(path, earlier);
        }

        var content = CheckpointContents.Of(settings.Checkpoint.Path);
        if (content == CheckpointContent.TorchScript && FixedLayers.Find(settings.Checkpoint.Path) is { } layers)
        {
            log.Warning(Codes.LayersFixed, layers.Sentence(settings.Checkpoint.Path));
        }

        enter(Stage.LoadingModel);
        using var model = CheckpointLoader.Load(settings.Checkpoint, engine.Device);
        enter(Stage.CheckingModel);
        using var heldOut = Load(split.HeldOut);
        var outputs = Check(model, heldOut);
        enter(Stage.Training);
        var state = new TrainingStateFile(Path.Combine(settings.Output, TrainingStateFile.FileName), fingerprint, log);
        var result = Train(model, split, heldOut, outputs, state);
        RequireTrained(result);
        if (result.Best.Epoch == 0)
        {
            log.Info("No epoch was better on the held-out examples than the model before training: the tuned checkpoint has the weights of its parent.");
        }

        enter(Stage.Writing);
        model.Module.eval();
        cancellation.ThrowIfCancellationRequested();
        TunedCheckpoint.Write(model, content, path, PlaceOf(settings));
        var manifest = Manifest(identity, fingerprint, result);
        TunedManifest.Write(path, manifest, PlaceOf(settings));
        state.Delete();
        return new TunedModel(path, manifest);
    }

    private TuningIdentity Identity(HoldOut split) => new(
        new FileEntry(Path.GetFileName(settings.Checkpoint.Path), Sha256.OfFile(settings.Checkpoint.Path, InputKind.Checkpoint)),
        settings.Checkpoint.Class,
        settings.Checkpoint.Class is null ? null : GateInputs.Assembly(settings.Checkpoint.Assembly!),
        new FileEntry(Path.GetFileName(Path.TrimEndingDirectorySeparator(settings.TrainingData)), Sha256.OfFiles(data.Files, InputKind.TrainingData)),
        gate is null ? null : new FileEntry(Path.GetFileName(Path.TrimEndingDirectorySeparator(settings.Dataset!)), Sha256.OfFiles(gate.Files, InputKind.Dataset)),
        data.Count,
        split.HeldOut.Length,
        GateInputs.ThreatModel(settings.ThreatModel, settings.Mask),
        settings.Recipe.Method.Name,
        GateInputs.Settings(settings.Recipe.Settings),
        settings.Time?.TotalSeconds,
        settings.Passes,
        new ThresholdsEntry(
            settings.Thresholds.RobustAccuracyMin, settings.Thresholds.AttackSuccessRateMax, settings.Thresholds.CleanAccuracyMin, RobustAccuracyMaxDrop: null, BaselineRobustAccuracy: null),
        settings.Seed,
        engine.Describe(settings.Recipe.Optimization.BatchSize));

    private Dataset Load(long[] rows)
    {
        var batch = data.Batch(rows, CPU);
        return new Dataset(batch.Inputs, batch.Labels, rows, data.Format, data.Files, data.Count);
    }

    private OutputKind Check(LoadedModel model, Dataset heldOut)
    {
        random.manual_seed(settings.Seed);
        using var victim = new Victim(model.Model, engine.Device);
        var findings = ModelChecks.Run(victim, heldOut, BatchSize.Auto(data.InputShape.Aggregate(1L, (product, size) => product * size), engine.Device.type), new ModelWatch(enter), cancellation);
        var hopeless = findings.Diagnostics.FirstOrDefault(diagnostic => Codes.Find(diagnostic.Code).ExitCode != ExitCode.Pass);
        if (hopeless is not null)
        {
            throw new GateException(Codes.Find(hopeless.Code), hopeless.Message) { Setting = SettingCatalog.Checkpoint.ToString() };
        }

        data.CheckLabels(findings.Classes);
        return findings.Outputs;
    }

    private TrainingResult Train(LoadedModel model, HoldOut split, Dataset heldOut, OutputKind outputs, TrainingStateFile state)
    {
        var trainingLog = new TrainingLog(settings.Output);
        var kept = settings.Resume ? state.Load() : null;
        if (kept is not null)
        {
            log.Info(FormattableString.Invariant($"Going on where an earlier training stopped, after {kept.Position.Epoch} epochs and {kept.Position.Step} steps (--no-resume starts over)."));
            curve.AddRange(kept.Position.Curve);
            trainingLog.Resume();
        }

        var examples = new Examples(heldOut.Inputs.to(engine.Device), heldOut.Labels.to(engine.Device), heldOut.Indices);
        try
        {
            return progress.Show("training", reports => Trainer.Run(
                model.Model, engine.Device, new TrainingSource(data, engine.Device), split.Training, examples, settings.Recipe, settings.ThreatModel, new TrainingOptions
                {
                    Seed = settings.Seed,
                    Outputs = outputs,
                    Time = settings.Time,
                    Passes = settings.Passes,
                    CleanAccuracyMin = settings.Thresholds.CleanAccuracyMin ?? 0,
                    IsEnough = new EarlyStop(settings.Thresholds).IsEnough,
                    Memory = new ResumedMemory(state, kept),
                    Progress = new Both(new TrainingReporter(reports), trainingLog),
                    EpochDone = new EpochSink(epoch => Tell(epoch, trainingLog)),
                    CancellationToken = cancellation,
                }));
        }
        catch (Exception e) when (e is ExternalException or ModelOutputException or OutOfMemoryException)
        {
            throw ModelFailure.Explain(e, engine.Device, heldOut, settings.Recipe.Optimization.BatchSize);
        }
        catch (NamedOptionException e)
        {
            throw new GateException(Codes.InvalidRecipe, e.Message, e) { Setting = SettingCatalog.Method.ToString() };
        }
        catch (ArgumentException e)
        {
            throw new GateException(Codes.NothingToTrain, $"{e.Message.Split(" (Parameter", 2)[0]} The checkpoint is '{settings.Checkpoint.Path}'.", e) { Setting = SettingCatalog.Checkpoint.ToString() };
        }
    }

    private void Tell(EpochResult epoch, TrainingLog trainingLog)
    {
        var isBest = curve.TrueForAll(other => new EpochSelection(settings.Thresholds.CleanAccuracyMin ?? 0).Compare(epoch, other) > 0);
        curve.Add(epoch);
        trainingLog.Write(curve);
        log.Info(EpochText.Line(epoch, settings.Recipe.Optimization.Epochs, isBest));
    }

    private void RequireTrained(TrainingResult result)
    {
        if (result.End != TrainingEnd.Diverged)
        {
            return;
        }

        var rate = settings.Recipe.Optimization.LearningRate;
        var sentence = FormattableString.Invariant($"The training diverged: in epoch {result.Curve[^1].Epoch + 1} the loss was no longer a finite number; lower RobustnessFineTuneLearningRate (--learning-rate), which is {rate}, to {rate / 10} for example, or set GradientClip to 1");
        if (result.Best.Epoch == 0)
        {
            throw new GateException(Codes.TrainingDiverged, sentence + ".") { Setting = SettingCatalog.LearningRate.ToString() };
        }

        log.Warning(Codes.TrainingDiverged, $"{sentence}. The best epoch before that, {result.Best.Epoch}, is kept.");
    }

    private TunedManifestDocument Manifest(TuningIdentity identity, string fingerprint, TrainingResult result) => new()
    {
        SchemaVersion = TunedManifestDocument.CurrentSchemaVersion,
        Checkpoint = new FileEntry(Path.GetFileName(path), Sha256.OfFile(path, InputKind.Checkpoint)),
        Request = identity,
        Fingerprint = fingerprint,
        Curve = [.. result.Curve.Select(EpochText.Entry)],
        BestEpoch = result.Best.Epoch,
        End = EndText(result.End),
        Cost = new CostEntry(result.Passes.Forward, result.Passes.Backward, result.Seconds),
    };

    private static string EndText(TrainingEnd end) => end switch
    {
        TrainingEnd.AllEpochs => "all epochs done",
        TrainingEnd.Enough => EpochText.Enough,
        TrainingEnd.Plateau => "no better epoch for a while",
        TrainingEnd.OutOfTime => "time is up",
        TrainingEnd.OutOfPasses => "passes are used up",
        _ => "diverged",
    };

    /// <summary>A state file whose content has been read, or is not wanted.</summary>
    private sealed class ResumedMemory(TrainingStateFile file, TrainingState? kept) : ITrainingMemory
    {
        public bool IsDue => file.IsDue;

        public TrainingState? Load() => kept;

        public void Save(TrainingState state) => file.Save(state);
    }

    private sealed class Both(IProgress<TrainingProgress> first, IProgress<TrainingProgress> second) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            first.Report(value);
            second.Report(value);
        }
    }

    // Progress<T> would tell on another thread, later.
    private sealed class EpochSink(Action<EpochResult> tell) : IProgress<EpochResult>
    {
        public void Report(EpochResult value) => tell(value);
    }
}
