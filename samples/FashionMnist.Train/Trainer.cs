using TorchSharp;
using static TorchSharp.torch;

namespace FashionMnist.Train;

/// <summary>Trains the classifier with Adam and a one-cycle schedule.</summary>
internal sealed class Trainer(ClothingClassifier model, int epochs, long seed)
{
    private const int BatchSize = 128;
    private const double PeakLearningRate = 4e-3;

    public void Run(ClothingPictures train, ClothingPictures test)
    {
        var stepsPerEpoch = (int)((train.Count + BatchSize - 1) / BatchSize);
        var optimizer = optim.Adam(model.parameters());
        var schedule = optim.lr_scheduler.OneCycleLR(optimizer, PeakLearningRate, epochs: epochs, steps_per_epoch: stepsPerEpoch);
        using var random = new Generator((ulong)seed);
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var order = randperm(train.Count, generator: random);
            var loss = 0.0;
            for (var step = 0; step < stepsPerEpoch; step++)
            {
                using var scope = NewDisposeScope();
                var batch = order.narrow(0, step * BatchSize, Math.Min(BatchSize, train.Count - step * BatchSize));
                loss += Learn(optimizer, train.Images.index_select(0, batch), train.Labels.index_select(0, batch));
                schedule.step();
            }

            Console.WriteLine($"epoch {epoch,2} of {epochs}: loss {loss / stepsPerEpoch:F4}, clean accuracy {Accuracy(test):P2}");
        }
    }

    public double Accuracy(ClothingPictures pictures)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        model.eval();
        return (model.call(pictures.Images).argmax(1) == pictures.Labels).to(ScalarType.Float64).mean().item<double>();
    }

    private double Learn(optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        model.train();
        optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(model.call(images), labels);
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }
}
