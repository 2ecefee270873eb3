namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets an optimizer's learning rates step by step. The constructor takes the first step.</summary>
            public abstract class LRScheduler
            {
                private protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    Optimizer = optimizer;
                    Epoch = last_epoch;
                    Verbose = verbose;
                    BaseRates = optimizer.ParamGroups.Select(group => group.InitialLearningRate).ToArray();
                    LastRates = Rates;
                }

                internal Optimizer Optimizer { get; }

                /// <summary>The number of steps taken after the first.</summary>
                internal int Epoch { get; set; }

                private protected bool Verbose { get; }

                private protected double[] BaseRates { get; set; }

                internal double[] LastRates { get; private protected set; }

                private protected ILearningRateController[] Groups => Optimizer.ParamGroups.ToArray();

                private protected double[] Rates => Optimizer.ParamGroups.Select(group => group.LearningRate).ToArray();

                public virtual void step() => step(null);

                /// <summary>Goes on to the next epoch, or to <paramref name="epoch"/>.</summary>
                public virtual void step(int? epoch)
                {
                    Epoch = epoch ?? Epoch + 1;
                    var groups = Groups;
                    var rates = epoch is null ? NextRates() : RatesAtEpoch();
                    for (var i = 0; i < groups.Length; i++)
                    {
                        groups[i].LearningRate = rates[i];
                        if (Verbose && rates[i] != LastRates[i])
                        {
                            Console.WriteLine($"Adjusting learning rate to {rates[i]}");
                        }
                    }
                    LastRates = rates;
                }

                /// <summary>Goes on to the next epoch; only <see cref="impl.ReduceLROnPlateau"/> looks at the metric.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                public IEnumerable<double> get_last_lr() => LastRates;

                /// <summary>The rates of <see cref="Epoch"/>, given that the optimizer has those of the epoch before.</summary>
                private protected abstract double[] NextRates();

                /// <summary>The rates of <see cref="Epoch"/>, whatever the optimizer has.</summary>
                private protected virtual double[] RatesAtEpoch() => NextRates();

                private protected double[] Scaled(double factor) => Rates.Select(rate => rate * factor).ToArray();

                private protected double[] BaseScaled(double factor) => BaseRates.Select(rate => rate * factor).ToArray();
            }
        }
    }
}
