namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>A factor that runs linearly from one value to another over a number of epochs, then stays.</summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double _startFactor;
                    private readonly double _endFactor;
                    private readonly int _totalIters;

                    public LinearLR(
                        Optimizer optimizer,
                        double start_factor = 1.0 / 3,
                        double end_factor = 1.0,
                        int total_iters = 5,
                        int last_epoch = -1,
                        bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        _startFactor = start_factor;
                        _endFactor = end_factor;
                        _totalIters = total_iters;
                        step();
                    }

                    private protected override double[] NextRates()
                    {
                        if (Epoch == 0)
                        {
                            return Scaled(_startFactor);
                        }
                        if (Epoch > _totalIters)
                        {
                            return Rates;
                        }
                        var increment = _endFactor - _startFactor;
                        return Scaled(1 + (increment / ((_totalIters * _startFactor) + ((Epoch - 1) * increment))));
                    }

                    private protected override double[] RatesAtEpoch() =>
                        BaseScaled(_startFactor + ((_endFactor - _startFactor) * Math.Min(_totalIters, Epoch) / _totalIters));
                }
            }
        }
    }
}
