namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>A fraction of the rate until a number of epochs, then the rate.</summary>
                public class ConstantLR : LRScheduler
                {
                    private readonly double _factor;
                    private readonly int _totalIters;

                    public ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _factor = factor;
                        _totalIters = total_iters;
                        step();
                    }

                    private protected override double[] NextRates()
                    {
                        if (Epoch == 0)
                        {
                            return Scaled(_factor);
                        }
                        return Scaled(Epoch == _totalIters ? 1 / _factor : 1);
                    }

                    private protected override double[] RatesAtEpoch() => BaseScaled(Epoch >= _totalIters ? 1 : _factor);
                }
            }
        }
    }
}
