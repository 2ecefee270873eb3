namespace RobustnessGate.Attacks;

/// <summary>How weights follow their gradients, and for how long.</summary>
public sealed record Optimization
{
    /// <summary>The optimizer.</summary>
    [NamedOption("How weights follow their gradients: Sgd, Adam or AdamW.")]
    public OptimizerChoice Optimizer { get; init; } = OptimizerChoice.Adam;

    /// <summary>The largest learning rate of the schedule.</summary>
    [NamedOption("The largest learning rate of the schedule.", Minimum = 0, ExclusiveMinimum = true)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Momentum of SGD; the first moment's decay (β₁) of Adam and AdamW. Unless it is 0, OneCycle moves it between 0.95 and 0.85 instead.</summary>
    [NamedOption("Momentum of Sgd; beta1 of Adam and AdamW. Unless it is 0, OneCycle moves it between 0.95 and 0.85 instead.", Minimum = 0, Maximum = 0.9999)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether SGD looks ahead along its momentum.</summary>
    [NamedOption("Nesterov's form of the momentum of Sgd.")]
    public bool Nesterov { get; init; }

    /// <summary>Shrinks weights: part of the gradient (SGD, Adam), or apart from it (AdamW).</summary>
    [NamedOption("Weight decay: part of the gradient for Sgd and Adam, apart from it for AdamW.", Minimum = 0)]
    public double WeightDecay { get; init; }

    /// <summary>How the learning rate changes over the training.</summary>
    [NamedOption("How the learning rate changes: Constant, Step, MultiStep, Cosine, Linear or OneCycle.")]
    public ScheduleChoice Schedule { get; init; } = ScheduleChoice.OneCycle;

    /// <summary>The share of the training in which the learning rate grows linearly from zero; OneCycle has a rise of its own.</summary>
    [NamedOption("Share of the training in which the learning rate first grows linearly.", Minimum = 0, Maximum = 0.9)]
    public double WarmUp { get; init; }

    /// <summary>What a step of the schedules Step and MultiStep multiplies the learning rate by.</summary>
    [NamedOption("What each step of the schedules Step and MultiStep multiplies the learning rate by.", Minimum = 0, ExclusiveMinimum = true, Maximum = 1)]
    public double Decay { get; init; } = 0.1;

    /// <summary>How many equal parts the schedule Step divides the training into.</summary>
    [NamedOption("Number of equal parts that the schedule Step divides the training into.", Minimum = 1)]
    public int Stages { get; init; } = 3;

    /// <summary>Where the schedule MultiStep steps, as shares of the training.</summary>
    [NamedOption("Where the schedule MultiStep steps, as shares of the training, separated by commas.")]
    public string Milestones { get; init; } = "0.5,0.75";

    /// <summary>The largest norm of the gradient of all weights together; null for no limit.</summary>
    [NamedOption("Largest norm of the gradient of all weights together; what is longer is shortened.", Minimum = 0, ExclusiveMinimum = true)]
    public double? GradientClip { get; init; }

    /// <summary>How often the training data are gone through.</summary>
    [NamedOption("How often the training data are gone through.", Minimum = 1)]
    public int Epochs { get; init; } = 8;

    /// <summary>Examples of a training step.</summary>
    [NamedOption("Examples of a training step.", Minimum = 2)]
    public int BatchSize { get; init; } = 128;
}

/// <summary>The optimizers that users name.</summary>
public enum OptimizerChoice
{
    /// <summary>Stochastic gradient descent with momentum.</summary>
    Sgd,

    /// <summary>Adam (Kingma and Ba 2015, arXiv 1412.6980).</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101).</summary>
    AdamW,
}

/// <summary>The learning-rate schedules that users name.</summary>
public enum ScheduleChoice
{
    /// <summary>The same throughout.</summary>
    Constant,

    /// <summary>Falls by a factor at the end of each of some equal parts.</summary>
    Step,

    /// <summary>Falls by a factor at given points.</summary>
    MultiStep,

    /// <summary>Falls to zero along half a cosine (Loshchilov and Hutter 2017, arXiv 1608.03983).</summary>
    Cosine,

    /// <summary>Falls linearly to zero.</summary>
    Linear,

    /// <summary>Rises along half a cosine for three tenths of the training, then falls along another (Smith and Topin 2018, arXiv 1708.07120).</summary>
    OneCycle,
}
