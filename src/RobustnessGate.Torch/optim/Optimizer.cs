using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Changes parameters by their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            private protected Optimizer()
            {
            }

            private protected List<ParamGroup> Groups { get; } = [];

            public virtual IEnumerable<ILearningRateController> ParamGroups => Groups;

            public virtual IEnumerable<Parameter> parameters() => Groups.SelectMany(group => group.Parameters);

            /// <summary>Fills all gradients with zeros; <see cref="nn.Module.zero_grad"/> forgets them.</summary>
            public abstract void zero_grad();

            public abstract void add_param_group(ParamGroup param_group);

            /// <summary>Moves every parameter that has a gradient one step.</summary>
            /// <param name="closure">Computes the loss and its gradients before the step.</param>
            /// <returns>The closure's loss, or null without one.</returns>
#nullable disable annotations // TorchSharp says nothing about null here; saying it would warn source that compiles there.
            public abstract Tensor step(Func<Tensor> closure = null);
#nullable restore annotations

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected abstract void Dispose(bool disposing);

            /// <summary>The settings and states of an optimizer, in the order of its parameters. They are not copies.</summary>
            public class StateDictionary
            {
                internal StateDictionary()
                {
                }

                public List<OptimizerOptions> Options { get; } = [];

                public List<OptimizerState> State { get; } = [];

                /// <summary>For each group, where the states of its parameters are in <see cref="State"/>.</summary>
                public List<List<int>> StateIndexRef { get; } = [];
            }
        }

        public interface ILearningRateController
        {
            double LearningRate { get; set; }

            double InitialLearningRate { get; set; }
        }

        public interface IMomentum
        {
            double Momentum { get; set; }
        }

        public interface IBetas
        {
            (double, double) Betas { get; set; }
        }
    }
}
