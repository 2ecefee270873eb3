using System.IO.Compression;
using System.Text.Json;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Models;

/// <summary>The trained convolutional networks, 256 Fashion-MNIST pictures, and what the reference implementations found on them.</summary>
internal static class Fixture
{
    private const int Pictures = 256;
    private const int Pixels = 28 * 28;

    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public static jit.ScriptModule<Tensor, Tensor> Model(string name) => jit.load<Tensor, Tensor>(Path.Combine(Folder, $"fashion-convnet-{name}.pt"));

    public static Examples Examples()
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Folder, "fashion-256.npz"));
        var pixels = Tail(archive, "x.npy", Pictures * Pixels);
        var y = Tail(archive, "y.npy", Pictures * sizeof(long));
        var labels = Enumerable.Range(0, Pictures).Select(row => BitConverter.ToInt64(y, row * sizeof(long))).ToArray();
        return Data.Labelled(tensor(Array.ConvertAll(pixels, pixel => pixel / 255f), [Pictures, 1, 28, 28]), tensor(labels));
    }

    /// <summary>The entry of an attack with a budget in the reference results.</summary>
    public static Reference Reference(string model, string attack) => Read(model, attack, entry => new Reference(
        entry.GetProperty("epsilon").GetDouble(),
        entry.GetProperty("robustAccuracy").GetDouble(),
        [.. entry.GetProperty("broken").EnumerateArray().Select(index => index.GetInt64())],
        entry.GetProperty("forwardPasses").GetInt64(),
        entry.GetProperty("backwardPasses").GetInt64()));

    /// <summary>The distances that a minimum-norm attack reached in the reference results; null where it found nothing.</summary>
    public static IReadOnlyList<double?> ReferenceDistances(string model, string attack) => Read<double?[]>(model, attack, entry =>
        [.. entry.GetProperty("distances").EnumerateArray().Select(distance => distance.ValueKind == JsonValueKind.Null ? (double?)null : distance.GetDouble())]);

    private static TResult Read<TResult>(string model, string attack, Func<JsonElement, TResult> read)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, $"fashion-convnet-{model}.reference.json")));
        return read(document.RootElement.GetProperty("attacks").GetProperty(attack));
    }

    private static byte[] Tail(ZipArchive archive, string name, int length)
    {
        using var stream = archive.GetEntry(name)!.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray()[^length..];
    }
}

internal sealed record Reference(double Epsilon, double RobustAccuracy, HashSet<long> Broken, long ForwardPasses, long BackwardPasses);
