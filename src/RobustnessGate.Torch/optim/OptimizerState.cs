using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of one parameter: a step count and some tensors of the parameter's shape.</summary>
public abstract class OptimizerState : IDisposable
{
    private readonly bool _counted;
    private readonly int _required;
    private readonly Tensor?[] _tensors;

    /// <param name="parameter">The parameter.</param>
    /// <param name="counted">Whether the step count belongs to the saved state.</param>
    /// <param name="required">How many of the tensors, the first ones, are always there.</param>
    /// <param name="tensors">How many tensors there are at most.</param>
    private protected OptimizerState(Parameter parameter, bool counted, int required, int tensors)
    {
        _counted = counted;
        _required = required;
        _tensors = new Tensor?[tensors];
        Parameter = parameter;
        for (var i = 0; i < required; i++)
        {
            this[i] = zeros_like(parameter, requires_grad: false);
        }
    }

    private protected Parameter Parameter { get; }

    internal long Step { get; set; }

    /// <summary>A remembered tensor; setting one frees the old.</summary>
    private protected Tensor? this[int index]
    {
        get => _tensors[index];
        set
        {
            var old = _tensors[index];
            _tensors[index] = value?.DetachFromDisposeScope();
            if (!ReferenceEquals(old, value))
            {
                old?.Dispose();
            }
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        for (var i = 0; i < _tensors.Length; i++)
        {
            this[i] = null;
        }
    }

    public virtual void to(Device device)
    {
        for (var i = 0; i < _tensors.Length; i++)
        {
            this[i] = this[i]?.to(device);
        }
    }

    public virtual bool ApproximatelyEquals(OptimizerState other) =>
        other is not null
        && other.GetType() == GetType()
        && other.Step == Step
        && Enumerable.Range(0, _tensors.Length).All(i => Close(this[i], other[i]));

    private static bool Close(Tensor? left, Tensor? right) =>
        left is null || right is null ? left is null && right is null : allclose(left, right);

    public virtual void LoadStateDict(OptimizerState source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Step = source.Step;
        for (var i = 0; i < _tensors.Length; i++)
        {
            this[i] = source[i]?.to(Parameter.device, copy: true);
        }
    }

    public virtual void LoadStateDict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Step = _counted ? reader.ReadInt64() : 0;
        for (var i = 0; i < _tensors.Length; i++)
        {
            if (i >= _required && !reader.ReadBoolean())
            {
                this[i] = null;
                continue;
            }
            using var loaded = TensorExtensionMethods.Load(reader);
            this[i] = loaded.to(Parameter.device, copy: true);
        }
    }

    public virtual void SaveStateDict(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (_counted)
        {
            writer.Write(Step);
        }
        for (var i = 0; i < _tensors.Length; i++)
        {
            if (i >= _required)
            {
                writer.Write(this[i] is not null);
            }
            if (this[i] is { } tensor)
            {
                tensor.Save(writer);
            }
        }
    }
}
