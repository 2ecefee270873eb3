namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>One rise and a long fall of the rate: Smith and Topin, "Super-Convergence" (2017).</summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly int _totalSteps;
                    private readonly Func<double, double, double, double> _anneal;
                    private readonly Phase[] _phases;
                    private readonly double[] _highRates;
                    private readonly double _startDivisor;
                    private readonly double _endDivisor;
                    private readonly double[]? _baseMomenta;
                    private readonly double[]? _maxMomenta;

                    public enum AnnealStrategy
                    {
                        Cos,
                        Linear,
                    }

                    /// <summary>A stage of the cycle, by the step it ends with.</summary>
                    private sealed record Phase(double EndStep, Level StartRate, Level EndRate, bool StartsWithHighMomentum, bool EndsWithHighMomentum);

                    private enum Level
                    {
                        Initial,
                        High,
                        Final,
                    }

                    public OneCycleLR(
                        Optimizer optimizer,
                        double max_lr,
                        int total_steps = -1,
                        int epochs = -1,
                        int steps_per_epoch = -1,
                        double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos,
                        bool cycle_momentum = true,
                        double base_momentum = 0.85,
                        double max_momentum = 0.95,
                        double div_factor = 25,
                        double final_div_factor = 1e4,
                        bool three_phase = false,
                        int last_epoch = -1,
                        bool verbose = false)
                        : this(
                            optimizer, [max_lr], total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum,
                            [base_momentum], [max_momentum], div_factor, final_div_factor, three_phase, last_epoch, verbose)
                    {
                    }

                    public OneCycleLR(
                        Optimizer optimizer,
                        IEnumerable<double> max_lr,
                        int total_steps = -1,
                        int epochs = -1,
                        int steps_per_epoch = -1,
                        double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos,
                        bool cycle_momentum = true,
                        IEnumerable<double>? base_momentum = null,
                        IEnumerable<double>? max_momentum = null,
                        double div_factor = 25,
                        double final_div_factor = 1e4,
                        bool three_phase = false,
                        int last_epoch = -1,
                        bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        if (cycle_momentum && optimizer is not (IMomentum or IBetas))
                        {
                            throw new ArgumentException("optimizer must support momentum with `cycle_momentum` option enabled", nameof(optimizer));
                        }
                        if (pct_start is not (>= 0 and <= 1))
                        {
                            throw new ArgumentException($"Expected float between 0 and 1 for pct_start, but got {pct_start}", nameof(pct_start));
                        }
                        _totalSteps = TotalSteps(total_steps, epochs, steps_per_epoch);
                        _highRates = PerGroup.Spread(max_lr, BaseRates.Length);
                        _startDivisor = div_factor;
                        _endDivisor = div_factor * final_div_factor;
                        if (cycle_momentum)
                        {
                            _baseMomenta = PerGroup.Spread(base_momentum ?? [0.85], BaseRates.Length);
                            _maxMomenta = PerGroup.Spread(max_momentum ?? [0.95], BaseRates.Length);
                        }
                        _anneal = anneal_strategy == AnnealStrategy.Cos
                            ? (start, end, fraction) => end + ((start - end) / 2 * (Math.Cos(Math.PI * fraction) + 1))
                            : (start, end, fraction) => ((end - start) * fraction) + start;
                        var rise = new Phase((pct_start * _totalSteps) - 1, Level.Initial, Level.High, true, false);
                        _phases = three_phase
                            ?
                            [
                                rise,
                                new((2 * pct_start * _totalSteps) - 2, Level.High, Level.Initial, false, true),
                                new(_totalSteps - 1, Level.Initial, Level.Final, true, true),
                            ]
                            : [rise, new(_totalSteps - 1, Level.High, Level.Final, false, true)];
                        step();
                    }

                    private static int TotalSteps(int total_steps, int epochs, int steps_per_epoch)
                    {
                        if (total_steps == -1 && epochs == -1 && steps_per_epoch == -1)
                        {
                            throw new ArgumentException("You must define either total_steps OR (epochs AND steps_per_epoch)", nameof(total_steps));
                        }
                        if (total_steps != -1)
                        {
                            return Positive(total_steps, nameof(total_steps));
                        }
                        return Positive(epochs, nameof(epochs)) * Positive(steps_per_epoch, nameof(steps_per_epoch));
                    }

                    private static int Positive(int value, string name) =>
                        value > 0 ? value : throw new ArgumentException($"Expected positive integer {name}, but got {value}", name);

                    private protected override double[] NextRates()
                    {
                        if (Epoch > _totalSteps)
                        {
                            throw new InvalidOperationException($"Tried to step {Epoch + 1} times. The specified number of total steps is {_totalSteps}");
                        }
                        var index = Array.FindIndex(_phases, phase => Epoch <= phase.EndStep);
                        index = index < 0 ? _phases.Length - 1 : index;
                        var phase = _phases[index];
                        var start = index == 0 ? 0 : _phases[index - 1].EndStep;
                        var fraction = (Epoch - start) / (phase.EndStep - start);
                        var groups = Groups;
                        for (var i = 0; _maxMomenta is not null && i < groups.Length; i++)
                        {
                            SetMomentum(groups[i], _anneal(Momentum(phase.StartsWithHighMomentum, i), Momentum(phase.EndsWithHighMomentum, i), fraction));
                        }
                        return _highRates.Select(high => _anneal(Rate(phase.StartRate, high), Rate(phase.EndRate, high), fraction)).ToArray();
                    }

                    private double Rate(Level level, double high) => level switch
                    {
                        Level.Initial => high / _startDivisor,
                        Level.High => high,
                        _ => high / _endDivisor,
                    };

                    private double Momentum(bool high, int group) => high ? _maxMomenta![group] : _baseMomenta![group];

                    private static void SetMomentum(ILearningRateController group, double momentum)
                    {
                        if (group is IBetas betas)
                        {
                            betas.Betas = (momentum, betas.Betas.Item2);
                            return;
                        }
                        ((IMomentum)group).Momentum = momentum;
                    }
                }
            }
        }
    }
}
