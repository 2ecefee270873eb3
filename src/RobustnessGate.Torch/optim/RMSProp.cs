using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Hinton's RMSprop (lecture 6 of "Neural Networks for Machine Learning", 2012); centred as in Graves (2013).</summary>
public class RMSProp : OptimizerHelper, optim.IMomentum
{
    private readonly Options _defaults;

    public RMSProp(
        IEnumerable<Parameter> parameters,
        double lr = 1e-3,
        double alpha = 0.99,
        double eps = 1e-8,
        double weight_decay = 0,
        double momentum = 0.0,
        bool centered = false,
        bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
    {
    }

    public RMSProp(
        IEnumerable<ParamGroup> parameters,
        double lr = 1e-3,
        double alpha = 0.99,
        double eps = 1e-8,
        double weight_decay = 0,
        double momentum = 0.0,
        bool centered = false,
        bool maximize = false)
        : this(
            parameters,
            new Options
            {
                LearningRate = lr,
                alpha = alpha,
                eps = eps,
                weight_decay = weight_decay,
                momentum = momentum,
                centered = centered,
                maximize = maximize,
            })
    {
    }

    private RMSProp(IEnumerable<ParamGroup> groups, Options defaults) : base(defaults)
    {
        RequireNonNegative(defaults.LearningRate!.Value, "learning rate");
        RequireNonNegative(defaults.alpha!.Value, "alpha");
        RequireNonNegative(defaults.eps!.Value, "ε");
        RequireNonNegative(defaults.momentum!.Value, "momentum value");
        RequireNonNegative(defaults.weight_decay!.Value, "weight_decay value");
        _defaults = defaults;
        foreach (var group in groups)
        {
            add_param_group(group);
        }
    }

    public double Momentum
    {
        get => _defaults.momentum!.Value;
        set => _defaults.momentum = value;
    }

    private protected override OptimizerOptions NewOptions() => new Options();

    private protected override OptimizerState NewState(Parameter parameter, OptimizerOptions options) =>
        new State(parameter, (Options)options);

    private protected override void Update(Parameter parameter, Tensor gradient, OptimizerOptions options, OptimizerState state)
    {
        var settings = (Options)options;
        var averages = (State)state;
        var alpha = settings.alpha!.Value;
        var rate = settings.LearningRate!.Value;
        var direction = settings.maximize!.Value ? gradient.neg() : gradient;
        if (settings.weight_decay is { } decay && decay != 0)
        {
            direction = direction.add(parameter, alpha: decay);
        }

        averages.Step++;
        averages.square_avg.mul_(alpha).addcmul_(direction, direction, value: 1 - alpha);
        var square = averages.square_avg;
        if (averages.grad_avg is { } mean)
        {
            mean.mul_(alpha).add_(direction, alpha: 1 - alpha);
            square = square.addcmul(mean, mean, value: -1);
        }
        var denominator = square.sqrt().add_(settings.eps!.Value);
        if (averages.momentum_buffer is { } buffer)
        {
            buffer.mul_(settings.momentum!.Value).addcdiv_(direction, denominator);
            parameter.add_(buffer, alpha: -rate);
            return;
        }
        parameter.addcdiv_(direction, denominator, value: -rate);
    }

    public sealed class State : OptimizerState
    {
        internal State(Parameter parameter, Options options) : base(parameter, counted: true, required: 1, tensors: 3)
        {
            momentum_buffer = options.momentum > 0 ? zeros_like(parameter, requires_grad: false) : null;
            grad_avg = options.centered == true ? zeros_like(parameter, requires_grad: false) : null;
        }

        public Tensor square_avg
        {
            get => this[0]!;
            set => this[0] = value;
        }

        public Tensor? momentum_buffer
        {
            get => this[1];
            set => this[1] = value;
        }

        public Tensor? grad_avg
        {
            get => this[2];
            set => this[2] = value;
        }
    }

    public class Options : OptimizerOptions
    {
        public bool? maximize;
        public double? momentum;
        public double? alpha;
        public double? eps;
        public double? weight_decay;
        public bool? centered;

        internal override void FillFrom(OptimizerOptions defaults)
        {
            base.FillFrom(defaults);
            var other = (Options)defaults;
            maximize ??= other.maximize;
            momentum ??= other.momentum;
            alpha ??= other.alpha;
            eps ??= other.eps;
            weight_decay ??= other.weight_decay;
            centered ??= other.centered;
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = (Options)source;
            maximize = other.maximize;
            momentum = other.momentum;
            alpha = other.alpha;
            eps = other.eps;
            weight_decay = other.weight_decay;
            centered = other.centered;
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            maximize = reader.ReadBoolean();
            momentum = reader.ReadDouble();
            alpha = reader.ReadDouble();
            eps = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            centered = reader.ReadBoolean();
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(maximize!.Value);
            writer.Write(momentum!.Value);
            writer.Write(alpha!.Value);
            writer.Write(eps!.Value);
            writer.Write(weight_decay!.Value);
            writer.Write(centered!.Value);
        }
    }

    public class ParamGroup : ParamGroup<Options>, optim.IMomentum
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        public ParamGroup(
            IEnumerable<Parameter> parameters,
            double lr = 1e-3,
            double eps = 1e-8,
            double alpha = 0.99,
            double weight_decay = 0,
            double momentum = 0.0,
            bool centered = false)
            : base(
                parameters,
                new Options { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum, centered = centered })
        {
        }

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }
    }
}
