namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Multiplies by gamma every so many epochs.</summary>
                public class StepLR : LRScheduler
                {
                    private readonly int _stepSize;
                    private readonly double _gamma;

                    public StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _stepSize = step_size;
                        _gamma = gamma;
                        step();
                    }

                    private protected override double[] NextRates() => Scaled(Epoch == 0 || Epoch % _stepSize != 0 ? 1 : _gamma);

                    private protected override double[] RatesAtEpoch() => BaseScaled(Math.Pow(_gamma, Epoch / _stepSize));
                }
            }
        }
    }
}
