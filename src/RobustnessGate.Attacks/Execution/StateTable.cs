using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Tensors by name that have one row for each example under attack, and stay in line when rows leave or join.</summary>
internal sealed class StateTable : IDisposable
{
    private readonly Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal);

    public Tensor this[string name]
    {
        // A handle of its own, which stays valid for the caller when the state is set anew.
        get => Find(name) ?? throw new KeyNotFoundException($"The attack has no state named '{name}'.");
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            // A handle of its own: the caller's may belong to a dispose scope, or to another name.
            var kept = value.detach().DetachFromDisposeScope();
            if (tensors.Remove(name, out var previous))
                previous.Dispose();
            tensors[name] = kept;
        }
    }

    public Tensor? Find(string name) => tensors.GetValueOrDefault(name)?.detach();

    /// <summary>Keeps the chosen rows.</summary>
    public void Select(Tensor rows)
    {
        using var scope = NewDisposeScope();
        foreach (var name in tensors.Keys.ToList())
            this[name] = tensors[name].index_select(0, rows);
    }

    /// <summary>Adds the rows of a table with the same names, or takes them over when this one is empty.</summary>
    public void Append(StateTable others)
    {
        if (tensors.Count == 0)
        {
            foreach (var (name, tensor) in others.tensors)
                tensors[name] = tensor;
            others.tensors.Clear();
            return;
        }

        using var scope = NewDisposeScope();
        foreach (var name in others.tensors.Keys.Union(tensors.Keys).ToList())
            this[name] = cat([this[name], others[name]], 0);
    }

    public void Dispose()
    {
        foreach (var tensor in tensors.Values)
            tensor.Dispose();
        tensors.Clear();
    }
}
