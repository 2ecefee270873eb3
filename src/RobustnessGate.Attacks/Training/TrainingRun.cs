using TorchSharp.Modules;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The state of a training, and one step of it.</summary>
internal sealed class TrainingRun : IDisposable
{
    private const string WeightsKey = "weights/";
    private const string AverageKey = "average/";
    private const string BestKey = "best/";
    private const string MemoryKey = "memory/";

    private readonly TrainedModel model;
    private readonly TrainingRecipe recipe;
    private readonly OptimizerHelper optimizer;
    private readonly WeightAverage average;
    private readonly AdversarialWeightPerturbation? perturbation;
    private readonly Augmentation augmentation;
    private readonly ThreatChoice threats;
    private readonly OverfittingWatch watch;
    private readonly long examples;
    private readonly Dictionary<string, Tensor> memory = new(StringComparer.Ordinal);
    private readonly List<EpochResult> curve = [];
    private TrainingMethod method;
    private TrainingState? lastGood;
    private double lossSum;
    private int strengthened;
    private int bestEpoch;

    public TrainingRun(TrainedModel model, TrainingRecipe recipe, IReadOnlyList<ThreatModel> threats, HeldOutEvaluation heldOut, long examples)
    {
        (this.model, this.recipe, this.examples) = (model, recipe, examples);
        method = recipe.Method;
        optimizer = Optimizers.Create(model.Trainable, recipe.Optimization);
        average = new WeightAverage(model.Weights, recipe.Regularization);
        perturbation = recipe.Regularization.Awp > 0 ? new AdversarialWeightPerturbation(model, recipe.Regularization.Awp) : null;
        augmentation = new Augmentation(recipe.Regularization);
        this.threats = new ThreatChoice(threats);
        watch = new OverfittingWatch(heldOut);
    }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; private set; }

    /// <summary>Steps done of the epoch under way.</summary>
    public int Step { get; private set; }

    /// <summary>Whether the training went back in the epoch under way.</summary>
    public bool RolledBack { get; private set; }

    /// <summary>The time that an interrupted training took before this one went on with it.</summary>
    public double SecondsBefore { get; private set; }

    /// <summary>The learning rate of the last step.</summary>
    public double LearningRate { get; private set; }

    private double Done { get; set; }

    public double MeanLoss => lossSum / Step;

    public IReadOnlyList<EpochResult> Curve => curve;

    public EpochResult BestEpoch => curve[bestEpoch];

    /// <summary>Copies of the weights of the best epoch.</summary>
    public Dictionary<string, Tensor> Best { get; private set; } = [];

    /// <summary>Prepares a training that goes on from none.</summary>
    public void Begin() => RememberGood(State(0));

    /// <summary>Learns from a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="seed">Seed of the epoch.</param>
    /// <param name="done">The share of the training that is done.</param>
    /// <param name="cancellation">Stops it between passes.</param>
    /// <returns>The loss before the step, a mean over replays.</returns>
    public double Learn(TrainingBatch batch, long seed, double done, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var stepSeed = TrainingSeed.Of(seed, Step);
        // What dropout draws from; seeded anew, it needs no remembering.
        random.manual_seed(stepSeed);
        SetRate(done);
        var chosen = threats.Draw(stepSeed);
        var augmented = batch with { Inputs = augmentation.Apply(batch.Inputs, batch.Rows, stepSeed) };
        var step = new TrainingStep(model, augmented, threats[chosen], memory, stepSeed, cancellation)
        {
            ExampleCount = examples,
            Done = done,
            LabelSmoothing = recipe.Regularization.LabelSmoothing,
        };
        var loss = 0.0;
        for (var replay = 0; replay < method.Replays && double.IsFinite(loss); replay++)
            loss += Learn(step, done) / method.Replays;
        if (threats.AreSeveral)
            threats.Note(chosen, step.ErrorRate);
        Step++;
        lossSum += loss;
        return loss;
    }

    /// <summary>Looks for catastrophic overfitting now and then, and goes back to before it.</summary>
    /// <returns>Whether the state may be kept: not between two looks, for the one to go back to is not part of it.</returns>
    public bool Watch(int stepsOfEpoch)
    {
        if (!method.OverfitsCatastrophically)
            return true;
        if (!OverfittingWatch.IsDue(Step, stepsOfEpoch))
            return false;
        if (watch.HasOverfitted(model, method, Done))
        {
            Restore(lastGood!);
            (method, strengthened, RolledBack) = (method.Strengthened(), strengthened + 1, true);
            return true;
        }

        RememberGood(State(0));
        return true;
    }

    /// <summary>Puts the average of the weights, where there is one, in their place until the result is disposed.</summary>
    public IDisposable? UseAverage() => average.Values is { } values ? new Exchange(model.Weights, values) : null;

    /// <summary>Adds an epoch to the curve, and keeps the weights that the model has now when it is the best.</summary>
    public void Add(EpochResult epoch, bool isBest)
    {
        curve.Add(epoch);
        if (!isBest)
            return;
        bestEpoch = curve.Count - 1;
        Best.DisposeAll();
        Best = model.Weights.Copy();
    }

    public void EndEpoch() => (Epoch, Step, lossSum, RolledBack) = (Epoch + 1, 0, 0, false);

    /// <summary>The state, to be kept or gone back to.</summary>
    /// <param name="seconds">The time spent so far.</param>
    public TrainingState State(double seconds)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        optimizer.save_state_dict(writer);
        writer.Flush();
        var tensors = Named(WeightsKey, model.Weights.All).Concat(Named(AverageKey, average.Values)).Concat(Named(BestKey, Best)).Concat(Named(MemoryKey, memory));
        return new TrainingState(tensors.ToDictionary(StringComparer.Ordinal), stream.ToArray(), new TrainingPosition
        {
            Epoch = Epoch,
            Step = Step,
            Done = Done,
            LossSum = lossSum,
            Seconds = seconds,
            Passes = model.Passes,
            AveragedSteps = average.Steps,
            Strengthened = strengthened,
            RolledBack = RolledBack,
            BestProbe = watch.Best,
            Errors = [.. threats.Errors],
            Curve = [.. curve],
            BestEpoch = bestEpoch,
        });
    }

    /// <summary>Goes on from a state that an interrupted training left.</summary>
    public void Resume(TrainingState state)
    {
        Restore(state);
        RememberGood(state);
        Best.DisposeAll();
        Best = Copies(state, BestKey);
        curve.Clear();
        curve.AddRange(state.Position.Curve);
        (Epoch, Step, lossSum, bestEpoch) = (state.Position.Epoch, state.Position.Step, state.Position.LossSum, state.Position.BestEpoch);
        (SecondsBefore, RolledBack) = (state.Position.Seconds, state.Position.RolledBack);
        model.Add(state.Position.Passes - model.Passes);
        if (Step > 0)
            SetRate(state.Position.Done);
        for (; strengthened < state.Position.Strengthened; strengthened++)
            method = method.Strengthened();
    }

    public void Dispose()
    {
        Best.DisposeAll();
        memory.DisposeAll();
        lastGood?.Tensors.DisposeAll();
        average.Dispose();
        optimizer.Dispose();
    }

    private double Learn(TrainingStep step, double done)
    {
        var crafted = method.Craft(step);
        model.Train();
        using var tracked = enable_grad();
        var loss = perturbation is not null && done >= recipe.Regularization.AwpWarmUp
            ? perturbation.Around(() => method.Loss(step, crafted), Gradients)
            : Gradients();
        if (!double.IsFinite(loss))
            return loss;
        if (recipe.Optimization.GradientClip is { } most)
            nn.utils.clip_grad_norm_(model.Trainable, most);
        optimizer.step();
        method.Learned(step, crafted);
        average.Add(done);
        return loss;

        double Gradients()
        {
            optimizer.zero_grad();
            var value = method.Loss(step, crafted);
            value.backward();
            return value.Value<float>();
        }
    }

    private void SetRate(double done)
    {
        LearningRate = LearningRateSchedule.Rate(recipe.Optimization, done);
        Done = done;
        var momentum = LearningRateSchedule.Momentum(recipe.Optimization, done);
        foreach (var group in optimizer.ParamGroups)
        {
            group.LearningRate = LearningRate;
            // The optimizer's own properties are what later groups begin with.
            if (group is optim.IBetas adam)
                adam.Betas = (momentum, adam.Betas.Item2);
            else if (group is optim.IMomentum sgd)
                sgd.Momentum = momentum;
        }
    }

    // A step back to this costs no more than the steps since.
    private void RememberGood(TrainingState state)
    {
        if (!method.OverfitsCatastrophically)
            return;
        lastGood?.Tensors.DisposeAll();
        lastGood = state with { Tensors = state.Tensors.Where(entry => !entry.Key.StartsWith(BestKey, StringComparison.Ordinal)).Copied() };
    }

    private void Restore(TrainingState state)
    {
        model.Weights.Load(Part(state, WeightsKey));
        using var reader = new BinaryReader(new MemoryStream(state.Optimizer));
        optimizer.load_state_dict(reader);
        var averages = Copies(state, AverageKey);
        average.Restore(averages.Count > 0 ? averages : null, state.Position.AveragedSteps);
        memory.DisposeAll();
        memory.Clear();
        foreach (var (name, tensor) in Copies(state, MemoryKey))
            memory[name] = tensor;
        threats.Restore(state.Position.Errors);
        watch.Best = state.Position.BestProbe;
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> Named(string prefix, IEnumerable<KeyValuePair<string, Tensor>>? tensors) =>
        (tensors ?? []).Select(entry => KeyValuePair.Create(prefix + entry.Key, entry.Value));

    private static Dictionary<string, Tensor> Part(TrainingState state, string prefix) => state.Tensors
        .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value, StringComparer.Ordinal);

    private Dictionary<string, Tensor> Copies(TrainingState state, string prefix) => Part(state, prefix).Copied(model.Device);

    private sealed class Exchange : IDisposable
    {
        private readonly ModelWeights weights;
        private readonly Dictionary<string, Tensor> own;

        public Exchange(ModelWeights weights, Dictionary<string, Tensor> others)
        {
            this.weights = weights;
            own = weights.Copy();
            weights.Load(others);
        }

        public void Dispose()
        {
            weights.Load(own);
            own.DisposeAll();
        }
    }
}
