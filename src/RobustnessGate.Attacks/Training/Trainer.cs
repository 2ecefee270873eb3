using System.Diagnostics;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Continues the training of a model, epoch by epoch, and leaves it with the weights of the best one.</summary>
public sealed class Trainer : IDisposable
{
    private readonly TrainedModel model;
    private readonly ITrainingSource source;
    private readonly IReadOnlyList<long> rows;
    private readonly TrainingRecipe recipe;
    private readonly TrainingOptions options;
    private readonly HeldOutEvaluation heldOut;
    private readonly EpochSelection selection;
    private readonly TrainingRun run;
    private readonly Stopwatch clock = new();

    private Trainer(
        TrainedModel model, ITrainingSource source, IReadOnlyList<long> rows, Examples heldOut, TrainingRecipe recipe, IReadOnlyList<ThreatModel> threats, TrainingOptions options)
    {
        (this.model, this.source, this.rows, this.recipe, this.options) = (model, source, rows, recipe, options);
        this.heldOut = new HeldOutEvaluation(heldOut, threats, options.Seed, options.CancellationToken);
        selection = new EpochSelection(options.CleanAccuracyMin);
        run = new TrainingRun(model, recipe, threats, this.heldOut, source.Labels.Count);
    }

    /// <summary>Trains.</summary>
    /// <param name="model">Maps inputs [B, ...] to class scores [B, K]; a module with parameters, already on <paramref name="device"/>.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="source">The examples.</param>
    /// <param name="rows">The numbers of those to train on, two or more.</param>
    /// <param name="heldOut">Examples to select the best epoch by, on the device; none of them is trained on.</param>
    /// <param name="recipe">How to train.</param>
    /// <param name="threat">What the adversary may do.</param>
    /// <param name="options">Seed, budgets, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The model has no trainable parameters, or there are fewer than two examples or ones of a class that it does not
    /// know.</exception>
    /// <exception cref="NamedOptionException">The recipe contradicts itself, or does not fit the threat model or the inputs.</exception>
    /// <exception cref="ModelOutputException">The model's output is not [B, K] with K of 2 or more.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public static TrainingResult Run(
        nn.IModule<Tensor, Tensor> model,
        Device device,
        ITrainingSource source,
        IReadOnlyList<long> rows,
        Examples heldOut,
        TrainingRecipe recipe,
        ThreatModel threat,
        TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(heldOut);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(threat);
        ArgumentNullException.ThrowIfNull(options);
        if (rows.Count < 2)
            throw new ArgumentException("There must be two or more examples to train on.", nameof(rows));
        if (heldOut.Count == 0)
            throw new ArgumentException("There must be held-out examples to select by.", nameof(heldOut));
        recipe.Check();
        var threats = recipe.Others.With(threat);
        recipe.Check(threats, heldOut.Inputs.shape[1..]);
        using var scope = NewDisposeScope();
        var trained = new TrainedModel(model, device, options.Outputs);
        trained.Ask(heldOut.Inputs.narrow(0, 0, 1));
        if (source.Labels.FirstOrDefault(label => label < 0 || label >= trained.Classes, 0) is not 0 and var strange)
            throw new ArgumentException($"A training example has the label {strange}, but the model tells {trained.Classes} classes apart, 0 to {trained.Classes - 1}.", nameof(source));
        using var trainer = new Trainer(trained, source, rows, heldOut, recipe, threats, options);
        return trainer.Run();
    }

    private double Seconds => run.SecondsBefore + clock.Elapsed.TotalSeconds;

    /// <inheritdoc/>
    public void Dispose() => run.Dispose();

    private TrainingResult Run()
    {
        using var trainability = model.BeginTraining();
        clock.Start();
        if (options.Memory?.Load() is { } state)
            run.Resume(state);
        else
            Begin();

        var end = End(run.Curve[^1]);
        while (end is null)
        {
            end = RunEpoch();
            if (end != TrainingEnd.Diverged)
            {
                Record(new EpochResult(run.Epoch + 1, run.MeanLoss, 0, 0, run.LearningRate, default, 0) { RolledBack = run.RolledBack });
                run.EndEpoch();
                options.Memory?.Save(run.State(Seconds));
                end ??= End(run.Curve[^1]);
            }
        }

        model.Weights.Load(run.Best);
        return new TrainingResult(run.Curve, run.BestEpoch, end.Value, model.Passes, Seconds);
    }

    private void Begin()
    {
        run.Begin();
        Record(new EpochResult(0, double.NaN, 0, 0, 0, default, 0));
    }

    private TrainingEnd? RunEpoch()
    {
        var seed = TrainingSeed.Of(options.Seed, run.Epoch);
        var batches = EpochOrder.Batches(rows, source.Labels, recipe.Optimization.BatchSize, recipe.Regularization.Balanced, seed);
        foreach (var batch in source.Read([.. batches.Skip(run.Step)]))
        {
            using var owned = batch;
            options.CancellationToken.ThrowIfCancellationRequested();
            var done = Done((run.Epoch + ((double)run.Step / batches.Count)) / recipe.Optimization.Epochs);
            var loss = run.Learn(batch, seed, done, options.CancellationToken);
            if (!double.IsFinite(loss))
                return TrainingEnd.Diverged;
            var mayBeKept = run.Watch(batches.Count);
            options.Progress?.Report(new TrainingProgress(
                run.Epoch + 1, recipe.Optimization.Epochs, run.Step, batches.Count, run.MeanLoss, run.LearningRate, done, Seconds));
            if (OutOfBudget() is { } end)
                return end;
            if (mayBeKept && options.Memory is { IsDue: true })
                options.Memory.Save(run.State(Seconds));
        }

        return null;
    }

    // A schedule that a budget cuts short would end before the learning rate has fallen.
    private double Done(double byEpochs)
    {
        var byTime = options.Time is { } time ? Seconds / time.TotalSeconds : 0;
        var byPasses = options.Passes is { } passes ? (double)(model.Passes.Forward + model.Passes.Backward) / passes : 0;
        return Math.Min(Math.Max(byEpochs, Math.Max(byTime, byPasses)), Math.BitDecrement(1.0));
    }

    private TrainingEnd? OutOfBudget()
    {
        if (Seconds >= options.Time?.TotalSeconds)
            return TrainingEnd.OutOfTime;
        return model.Passes.Forward + model.Passes.Backward >= options.Passes ? TrainingEnd.OutOfPasses : null;
    }

    private TrainingEnd? End(EpochResult last)
    {
        if (last.Epoch > 0 && options.IsEnough?.Invoke(last) == true)
            return TrainingEnd.Enough;
        if (last.Epoch >= recipe.Optimization.Epochs)
            return TrainingEnd.AllEpochs;
        return EpochSelection.IsPlateau(recipe.Selection.Patience, last.Epoch, run.BestEpoch) ? TrainingEnd.Plateau : OutOfBudget();
    }

    private void Record(EpochResult epoch)
    {
        using var averaged = run.UseAverage();
        var (clean, robust) = heldOut.Measure(model, recipe.Selection.SelectionSteps);
        var measured = epoch with { CleanAccuracy = clean, RobustAccuracy = robust, Passes = model.Passes, Seconds = Seconds };
        run.Add(measured, isBest: run.Curve.Count == 0 || selection.Compare(measured, run.BestEpoch) > 0);
        options.EpochDone?.Report(measured);
    }
}
