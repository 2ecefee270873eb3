using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Adversarial weight perturbation (Wu et al. 2020, arXiv 2004.05884, equations 9 and 10): before each step the weights are moved along
/// the gradient of the loss, each layer by γ times its norm, and the step's gradient is taken there.</summary>
/// <param name="model">The model.</param>
/// <param name="gamma">How far, relative to the norm of each layer's weights.</param>
internal sealed class AdversarialWeightPerturbation(TrainedModel model, double gamma)
{
    // As in the authors' code: no division by zero.
    private const double Smallest = 1e-20;

    /// <summary>Runs <paramref name="learn"/> with the weights moved, and moves them back exactly. Biases and scales, which have one dimension, stay.</summary>
    /// <param name="loss">The loss that the move raises.</param>
    /// <param name="learn">Computes the gradients of the step.</param>
    public T Around<T>(Func<Tensor> loss, Func<T> learn)
    {
        using var scope = NewDisposeScope();
        var matrices = model.Trainable.Where(parameter => parameter.dim() > 1).ToList();
        if (matrices.Count == 0)
            return learn();
        var kept = matrices.ConvertAll(parameter => parameter.detach().clone());
        var buffers = model.Weights.Buffers.Select(buffer => (buffer.Value, Copy: buffer.Value.clone())).ToList();
        var gradients = Gradients.Of(loss(), matrices);
        using (no_grad())
        {
            for (var i = 0; i < matrices.Count; i++)
                matrices[i].add_(gradients[i] * (gamma * matrices[i].norm() / (gradients[i].norm() + Smallest)));

            // The look ahead is no step: running statistics do not count it.
            foreach (var (buffer, copy) in buffers)
                buffer.copy_(copy);
        }

        var result = learn();
        using var untracked = no_grad();
        for (var i = 0; i < matrices.Count; i++)
            matrices[i].copy_(kept[i]);
        return result;
    }
}
