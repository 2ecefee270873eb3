namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Runs between two rates in triangles: Smith, "Cyclical Learning Rates for Training Neural Networks" (2015).</summary>
                public class CyclicLR : LRScheduler
                {
                    private readonly double _totalSize;
                    private readonly double _stepRatio;
                    private readonly double[] _maxRates;
                    private readonly double[]? _baseMomenta;
                    private readonly double[]? _maxMomenta;
                    private readonly Func<double, double> _scale;
                    private readonly ScaleMode _scaleMode;

                    public enum Mode
                    {
                        Triangular,
                        Triangular2,
                        ExpRange,
                    }

                    public enum ScaleMode
                    {
                        Cycle,
                        Iterations,
                    }

                    public CyclicLR(
                        Optimizer optimizer,
                        double base_lr,
                        double max_lr,
                        int step_size_up = 2000,
                        int step_size_down = -1,
                        Mode mode = Mode.Triangular,
                        double gamma = 1.0,
                        Func<double, double>? scale_fn = null,
                        ScaleMode scale_mode = ScaleMode.Cycle,
                        bool cycle_momentum = true,
                        double base_momentum = 0.8,
                        double max_momentum = 0.9,
                        int last_epoch = -1,
                        bool verbose = false)
                        : this(
                            optimizer, [base_lr], [max_lr], step_size_up, step_size_down, mode, gamma, scale_fn, scale_mode, cycle_momentum,
                            [base_momentum], [max_momentum], last_epoch, verbose)
                    {
                    }

                    public CyclicLR(
                        Optimizer optimizer,
                        IEnumerable<double> base_lr,
                        IEnumerable<double> max_lr,
                        int step_size_up = 2000,
                        int step_size_down = -1,
                        Mode mode = Mode.Triangular,
                        double gamma = 1.0,
                        Func<double, double>? scale_fn = null,
                        ScaleMode scale_mode = ScaleMode.Cycle,
                        bool cycle_momentum = true,
                        IEnumerable<double>? base_momentum = null,
                        IEnumerable<double>? max_momentum = null,
                        int last_epoch = -1,
                        bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        if (cycle_momentum && optimizer is not IMomentum)
                        {
                            throw new ArgumentException("optimizer must support momentum with `cycle_momentum` option enabled", nameof(optimizer));
                        }
                        _totalSize = step_size_up + (step_size_down == -1 ? step_size_up : step_size_down);
                        _stepRatio = step_size_up / _totalSize;
                        var groups = BaseRates.Length;
                        BaseRates = PerGroup.Spread(base_lr, groups);
                        _maxRates = PerGroup.Spread(max_lr, groups);
                        if (cycle_momentum)
                        {
                            _baseMomenta = PerGroup.Spread(base_momentum ?? [0.8], groups);
                            _maxMomenta = PerGroup.Spread(max_momentum ?? [0.9], groups);
                        }
                        (_scale, _scaleMode) = (scale_fn, mode) switch
                        {
                            ({ } given, _) => (given, scale_mode),
                            (null, Mode.Triangular2) => (cycle => 1 / Math.Pow(2, cycle - 1), ScaleMode.Cycle),
                            (null, Mode.ExpRange) => (iteration => Math.Pow(gamma, iteration), ScaleMode.Iterations),
                            _ => (_ => 1, ScaleMode.Cycle),
                        };
                        step();
                    }

                    private protected override double[] NextRates()
                    {
                        var cycle = Math.Floor(1 + (Epoch / _totalSize));
                        var position = 1 + (Epoch / _totalSize) - cycle;
                        var height = position <= _stepRatio ? position / _stepRatio : (position - 1) / (_stepRatio - 1);
                        height *= _scale(_scaleMode == ScaleMode.Cycle ? cycle : Epoch);
                        var groups = Groups;
                        for (var i = 0; _maxMomenta is not null && i < groups.Length; i++)
                        {
                            // Momentum is lowest where the rate is highest.
                            ((IMomentum)groups[i]).Momentum = _maxMomenta[i] - ((_maxMomenta[i] - _baseMomenta![i]) * height);
                        }
                        return BaseRates.Zip(_maxRates, (low, high) => low + ((high - low) * height)).ToArray();
                    }
                }
            }
        }
    }
}
