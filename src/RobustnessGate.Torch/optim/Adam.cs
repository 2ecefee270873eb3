using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2014); AMSGrad as in Reddi et al. (2018).</summary>
public class Adam : OptimizerHelper, optim.IBetas
{
    private readonly Options _defaults;
    private readonly bool _decoupledDecay;

    public Adam(
        IEnumerable<Parameter> parameters,
        double lr = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double eps = 1e-8,
        double weight_decay = 0,
        bool amsgrad = false,
        bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    public Adam(
        IEnumerable<ParamGroup> parameters,
        double lr = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double eps = 1e-8,
        double weight_decay = 0,
        bool amsgrad = false,
        bool maximize = false)
        : this(parameters, NewOptions(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize), decoupledDecay: false)
    {
    }

    private protected Adam(IEnumerable<Modules.ParamGroup> groups, Options defaults, bool decoupledDecay) : base(defaults)
    {
        RequireNonNegative(defaults.LearningRate!.Value, "learning rate");
        RequireNonNegative(defaults.eps!.Value, "ε");
        RequireNonNegative(defaults.weight_decay!.Value, "weight_decay value");
        RequireBeta(defaults.beta1!.Value, nameof(defaults.beta1));
        RequireBeta(defaults.beta2!.Value, nameof(defaults.beta2));
        _defaults = defaults;
        _decoupledDecay = decoupledDecay;
        foreach (var group in groups)
        {
            add_param_group(group);
        }
    }

    public (double, double) Betas
    {
        get => (_defaults.beta1!.Value, _defaults.beta2!.Value);
        set => (_defaults.beta1, _defaults.beta2) = value;
    }

    private protected static Options NewOptions(
        double lr, double beta1, double beta2, double eps, double weight_decay, bool amsgrad, bool maximize) =>
        new()
        {
            LearningRate = lr,
            beta1 = beta1,
            beta2 = beta2,
            eps = eps,
            weight_decay = weight_decay,
            amsgrad = amsgrad,
            maximize = maximize,
        };

    private protected override OptimizerOptions NewOptions() => new Options();

    private protected override OptimizerState NewState(Parameter parameter, OptimizerOptions options) =>
        new State(parameter, ((Options)options).amsgrad!.Value);

    private protected override void Update(Parameter parameter, Tensor gradient, OptimizerOptions options, OptimizerState state)
    {
        var settings = (Options)options;
        var moments = (State)state;
        var (beta1, beta2) = (settings.beta1!.Value, settings.beta2!.Value);
        var rate = settings.LearningRate!.Value;
        var decay = settings.weight_decay!.Value;
        var direction = settings.maximize!.Value ? gradient.neg() : gradient;
        if (decay != 0 && _decoupledDecay)
        {
            parameter.mul_(1 - (rate * decay));
        }
        else if (decay != 0)
        {
            direction = direction.add(parameter, alpha: decay);
        }

        moments.Step++;
        moments.exp_avg.mul_(beta1).add_(direction, alpha: 1 - beta1);
        moments.exp_avg_sq.mul_(beta2).addcmul_(direction, direction, value: 1 - beta2);
        if (moments.max_exp_avg_sq is { } largest)
        {
            moments.max_exp_avg_sq = maximum(largest, moments.exp_avg_sq);
        }
        var correction1 = 1 - Math.Pow(beta1, moments.Step);
        var correction2 = 1 - Math.Pow(beta2, moments.Step);
        var denominator = (moments.max_exp_avg_sq ?? moments.exp_avg_sq).sqrt().div_(Math.Sqrt(correction2)).add_(settings.eps!.Value);
        parameter.addcdiv_(moments.exp_avg, denominator, value: -rate / correction1);
    }

    private static void RequireBeta(double value, string what)
    {
        if (!(value is >= 0 and < 1))
        {
            throw new ArgumentException($"Invalid {what}: {value}", what);
        }
    }

    public sealed class State : OptimizerState
    {
        internal State(Parameter parameter, bool amsgrad) : base(parameter, counted: true, required: 2, tensors: 3)
        {
            max_exp_avg_sq = amsgrad ? zeros_like(parameter, requires_grad: false) : null;
        }

        public Tensor exp_avg
        {
            get => this[0]!;
            set => this[0] = value;
        }

        public Tensor exp_avg_sq
        {
            get => this[1]!;
            set => this[1] = value;
        }

        public Tensor? max_exp_avg_sq
        {
            get => this[2];
            set => this[2] = value;
        }
    }

    public class Options : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? eps;
        public double? weight_decay;
        public bool? amsgrad;
        public bool? maximize;

        internal override void FillFrom(OptimizerOptions defaults)
        {
            base.FillFrom(defaults);
            var other = (Options)defaults;
            beta1 ??= other.beta1;
            beta2 ??= other.beta2;
            eps ??= other.eps;
            weight_decay ??= other.weight_decay;
            amsgrad ??= other.amsgrad;
            maximize ??= other.maximize;
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = (Options)source;
            beta1 = other.beta1;
            beta2 = other.beta2;
            eps = other.eps;
            weight_decay = other.weight_decay;
            amsgrad = other.amsgrad;
            maximize = other.maximize;
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            beta1 = reader.ReadDouble();
            beta2 = reader.ReadDouble();
            eps = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            amsgrad = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(beta1!.Value);
            writer.Write(beta2!.Value);
            writer.Write(eps!.Value);
            writer.Write(weight_decay!.Value);
            writer.Write(amsgrad!.Value);
            writer.Write(maximize!.Value);
        }
    }

    public class ParamGroup : ParamGroup<Options>, optim.IBetas
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
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1e-8,
            double weight_decay = 0,
            bool amsgrad = false,
            bool maximize = false)
            : base(parameters, NewOptions(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize))
        {
        }

        public (double, double) Betas
        {
            get => (Options.beta1!.Value, Options.beta2!.Value);
            set => (Options.beta1, Options.beta2) = value;
        }
    }
}
