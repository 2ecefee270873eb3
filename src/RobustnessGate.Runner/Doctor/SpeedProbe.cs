using System.Diagnostics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Doctor;

/// <summary>Measures, in about two seconds, what an attack lives on.</summary>
internal static class SpeedProbe
{
    private const int MatrixSize = 1024;
    private const int BatchSize = 64;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);

    /// <summary>Billions of floating point operations a second in a product of square matrices.</summary>
    public static double MatrixProductGigaflops(Device device)
    {
        using var scope = NewDisposeScope();
        var matrix = rand(MatrixSize, MatrixSize, device: device);
        var products = CallsPerSecond(() => Finish(matrix.matmul(matrix)));
        return products * 2 * Math.Pow(MatrixSize, 3) / 1e9;
    }

    /// <summary>Images a second that pass forward and backward through a small convolutional network.</summary>
    public static double ConvolutionPasses(Device device)
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(32 * 7 * 7, 10));
        network.to(device);
        var images = rand(BatchSize, 1, 28, 28, device: device);
        var batches = CallsPerSecond(() => Finish(Gradient(network, images)));
        return batches * BatchSize;
    }

    private static Tensor Gradient(Sequential network, Tensor images)
    {
        var leaf = images.detach().requires_grad_(true);
        autograd.backward(network.call(leaf).sum(), inputs: [leaf]);
        return leaf.grad!;
    }

    // Reading a number back waits for the device.
    private static void Finish(Tensor result) => result.sum().item<float>();

    private static double CallsPerSecond(Action call)
    {
        Scoped(call);
        var clock = Stopwatch.StartNew();
        var calls = 0;
        while (clock.Elapsed < Duration)
        {
            Scoped(call);
            calls++;
        }

        return calls / clock.Elapsed.TotalSeconds;
    }

    private static void Scoped(Action call)
    {
        using var scope = NewDisposeScope();
        call();
    }
}
