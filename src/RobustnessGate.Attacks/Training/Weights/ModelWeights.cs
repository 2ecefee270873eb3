using System.Runtime.CompilerServices;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>A model's parameters and buffers, by name: they are the model's own, not copies.</summary>
internal sealed class ModelWeights
{
    public ModelWeights(nn.Module module)
    {
        foreach (var (name, parameter) in module.named_parameters())
            Parameters.TryAdd(name, parameter);
        foreach (var (name, part) in module.named_modules().Prepend(("", module)))
        {
            foreach (var (buffer, (value, _)) in Registered(part))
                Buffers.TryAdd(name.Length == 0 ? buffer : $"{name}.{buffer}", value);
        }
    }

    public Dictionary<string, Tensor> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>What is not learned but kept: running statistics, and buffers that no checkpoint holds.</summary>
    public Dictionary<string, Tensor> Buffers { get; } = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, Tensor>> All => Parameters.Concat(Buffers);

    /// <summary>Copies of all, outside every dispose scope.</summary>
    public Dictionary<string, Tensor> Copy() => All.Copied();

    /// <summary>Takes over the values of a copy.</summary>
    /// <exception cref="ArgumentException">The copy is of another model.</exception>
    public void Load(IReadOnlyDictionary<string, Tensor> copy)
    {
        using var untracked = no_grad();
        foreach (var (name, tensor) in All)
        {
            if (!copy.TryGetValue(name, out var value) || !value.shape.SequenceEqual(tensor.shape))
                throw new ArgumentException($"The weights have no '{name}' of the model's shape.", nameof(copy));
            tensor.copy_(value);
        }
    }

    // Buffers with whether they are persistent. named_buffers leaves out those that are not, even when it is asked for them.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_internal_buffers")]
    private static extern ref OrderedDict<string, (Tensor Value, bool IsPersistent)> Registered(nn.Module module);
}

/// <summary>Copies of tensors with names, and their end.</summary>
internal static class TensorDictionaries
{
    /// <summary>Copies without gradients, outside every dispose scope.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="device">Where the copies go; null to stay where the tensors are.</param>
    public static Dictionary<string, Tensor> Copied(this IEnumerable<KeyValuePair<string, Tensor>> tensors, Device? device = null)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return tensors.ToDictionary(
            entry => entry.Key, entry => entry.Value.to(device ?? entry.Value.device, copy: true).detach().DetachFromDisposeScope(), StringComparer.Ordinal);
    }

    public static void DisposeAll(this IEnumerable<KeyValuePair<string, Tensor>>? tensors)
    {
        foreach (var (_, tensor) in tensors ?? [])
            tensor.Dispose();
    }
}
