namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Multiplies by gamma at each milestone; one given twice counts once.</summary>
                public class MultiStepLR : LRScheduler
                {
                    private readonly int[] _milestones;
                    private readonly double _gamma;

                    public MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _milestones = [.. milestones.Distinct()];
                        _gamma = gamma;
                        step();
                    }

                    private protected override double[] NextRates() => Scaled(_milestones.Contains(Epoch) ? _gamma : 1);

                    private protected override double[] RatesAtEpoch() => BaseScaled(Math.Pow(_gamma, _milestones.Count(milestone => milestone <= Epoch)));
                }
            }
        }
    }
}
