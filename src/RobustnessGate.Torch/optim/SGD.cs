using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Stochastic gradient descent, with momentum as in Sutskever et al., "On the importance of initialization and momentum" (2013).</summary>
public class SGD : OptimizerHelper, optim.IMomentum
{
    private readonly Options _defaults;

    public SGD(
        IEnumerable<Parameter> parameters,
        double lr,
        double momentum = 0.0,
        double dampening = 0,
        double weight_decay = 0,
        bool nesterov = false,
        bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    public SGD(
        IEnumerable<ParamGroup> parameters,
        double lr,
        double momentum = 0.0,
        double dampening = 0,
        double weight_decay = 0,
        bool nesterov = false,
        bool maximize = false)
        : this(
            parameters,
            new Options
            {
                LearningRate = lr,
                momentum = momentum,
                dampening = dampening,
                weight_decay = weight_decay,
                nesterov = nesterov,
                maximize = maximize,
            })
    {
    }

    private SGD(IEnumerable<ParamGroup> groups, Options defaults) : base(defaults)
    {
        RequireNonNegative(defaults.LearningRate!.Value, "learning rate");
        RequireNonNegative(defaults.momentum!.Value, "momentum value");
        RequireNonNegative(defaults.weight_decay!.Value, "weight_decay value");
        if (defaults.nesterov!.Value && (defaults.momentum <= 0 || defaults.dampening != 0))
        {
            throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening", nameof(defaults));
        }
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

    private protected override OptimizerState NewState(Parameter parameter, OptimizerOptions options) => new State(parameter);

    private protected override void Update(Parameter parameter, Tensor gradient, OptimizerOptions options, OptimizerState state)
    {
        var settings = (Options)options;
        var remembered = (State)state;
        var momentum = settings.momentum!.Value;
        var direction = gradient;
        if (settings.weight_decay is { } decay && decay != 0)
        {
            direction = direction.add(parameter, alpha: decay);
        }
        if (momentum != 0)
        {
            if (remembered.momentum_buffer is { } buffer)
            {
                buffer.mul_(momentum).add_(direction, alpha: 1 - settings.dampening!.Value);
            }
            else
            {
                remembered.momentum_buffer = direction.clone();
            }
            direction = settings.nesterov!.Value ? direction.add(remembered.momentum_buffer!, alpha: momentum) : remembered.momentum_buffer!;
        }
        var rate = settings.LearningRate!.Value;
        parameter.add_(direction, alpha: settings.maximize!.Value ? rate : -rate);
    }

    public sealed class State : OptimizerState
    {
        internal State(Parameter parameter) : base(parameter, counted: false, required: 0, tensors: 1)
        {
        }

        public Tensor? momentum_buffer
        {
            get => this[0];
            set => this[0] = value;
        }
    }

    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;

        internal override void FillFrom(OptimizerOptions defaults)
        {
            base.FillFrom(defaults);
            var other = (Options)defaults;
            momentum ??= other.momentum;
            dampening ??= other.dampening;
            weight_decay ??= other.weight_decay;
            nesterov ??= other.nesterov;
            maximize ??= other.maximize;
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = (Options)source;
            momentum = other.momentum;
            dampening = other.dampening;
            weight_decay = other.weight_decay;
            nesterov = other.nesterov;
            maximize = other.maximize;
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            momentum = reader.ReadDouble();
            dampening = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            nesterov = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(momentum!.Value);
            writer.Write(dampening!.Value);
            writer.Write(weight_decay!.Value);
            writer.Write(nesterov!.Value);
            writer.Write(maximize!.Value);
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
            double momentum = 0.0,
            double dampening = 0,
            double weight_decay = 0,
            bool nesterov = false,
            bool maximize = false)
            : base(
                parameters,
                new Options
                {
                    LearningRate = lr,
                    momentum = momentum,
                    dampening = dampening,
                    weight_decay = weight_decay,
                    nesterov = nesterov,
                    maximize = maximize,
                })
        {
        }

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }
    }
}
