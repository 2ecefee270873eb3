namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Half a cosine wave from the rate to a floor: Loshchilov and Hutter, "SGDR" (2016), without restarts.</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _halfPeriod;
                    private readonly double _floor;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _halfPeriod = T_max;
                        _floor = eta_min;
                        step();
                    }

                    private protected override double[] NextRates()
                    {
                        if (Epoch == 0)
                        {
                            return Rates;
                        }
                        // Just after the floor the ratio below would divide by zero.
                        if ((Epoch - 1 - _halfPeriod) % (2 * _halfPeriod) == 0)
                        {
                            return Rates.Zip(BaseRates, (rate, start) => rate + ((start - _floor) * (1 - Math.Cos(Math.PI / _halfPeriod)) / 2)).ToArray();
                        }
                        var ratio = Height(Epoch) / Height(Epoch - 1);
                        return Rates.Select(rate => (ratio * (rate - _floor)) + _floor).ToArray();
                    }

                    private protected override double[] RatesAtEpoch() =>
                        BaseRates.Select(start => _floor + ((start - _floor) * Height(Epoch) / 2)).ToArray();

                    private double Height(int epoch) => 1 + Math.Cos(Math.PI * epoch / _halfPeriod);
                }
            }
        }
    }
}
