using System.Globalization;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules called one after the other; what passes between them is freed as soon as it is used.</summary>
public class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<(string Name, nn.IModule<Tensor, Tensor> Module)> _items = [];

    internal Sequential() : base(nameof(Sequential))
    {
    }

    protected Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules) : this()
    {
        foreach (var (name, module) in modules)
        {
            append(name, module);
        }
    }

    protected Sequential(params nn.Module<Tensor, Tensor>[] modules) : this()
    {
        foreach (var module in modules)
        {
            append(module);
        }
    }

    public int Count => _items.Count;

    [IndexerName("SequentialItems")]
    public nn.IModule<Tensor, Tensor> this[int index] => _items[index].Module;

    /// <summary>The modules from start to before end, shared with this one.</summary>
    [IndexerName("SequentialItems")]
    public Sequential this[(int? start, int? end) index] => Slice(index.start ?? 0, index.end ?? Count);

    [IndexerName("SequentialItems")]
    public Sequential this[Range index] => Slice(index.Start.GetOffset(Count), index.End.GetOffset(Count));

    public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        register_module(name, (nn.Module)module);
        _items.Add((name, module));
        return this;
    }

    public Sequential append(nn.IModule<Tensor, Tensor> module) => append(Count.ToString(CultureInfo.InvariantCulture), module);

    public override Tensor forward(Tensor tensor)
    {
        if (Count == 0)
        {
            return tensor.alias();
        }
        var current = tensor;
        foreach (var (_, module) in _items)
        {
            var next = module.call(current);
            if (!ReferenceEquals(current, tensor) && !ReferenceEquals(current, next))
            {
                current.Dispose();
            }
            current = next;
        }
        return current;
    }

    /// <summary>The tensors by dotted name; unlike other modules, one shared under two names is saved under the first alone.</summary>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        destination ??= new Dictionary<string, Tensor>(StringComparer.Ordinal);
        AddOwnState(destination, prefix);
        return destination;
    }

    private Sequential Slice(int start, int end)
    {
        if (start < 0 || end > Count)
        {
            throw new ArgumentOutOfRangeException(nameof(start), $"{start}..{end} is not within the {Count} modules.");
        }
        var slice = new Sequential();
        for (var i = start; i < end; i++)
        {
            slice.append(_items[i].Name, _items[i].Module);
        }
        return slice;
    }
}
