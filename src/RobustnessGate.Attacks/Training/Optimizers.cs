using TorchSharp.Modules;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Makes the optimizer that a recipe names.</summary>
internal static class Optimizers
{
    public static OptimizerHelper Create(IEnumerable<Parameter> parameters, Optimization settings) => settings.Optimizer switch
    {
        OptimizerChoice.Sgd => optim.SGD(parameters, settings.LearningRate, settings.Momentum, weight_decay: settings.WeightDecay, nesterov: settings.Nesterov),
        OptimizerChoice.Adam => optim.Adam(parameters, settings.LearningRate, settings.Momentum, weight_decay: settings.WeightDecay),
        OptimizerChoice.AdamW => optim.AdamW(parameters, settings.LearningRate, settings.Momentum, weight_decay: settings.WeightDecay),
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Optimizer, "No optimizer is chosen."),
    };
}
