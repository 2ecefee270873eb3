using System.Globalization;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Datasets;

/// <summary>Watches the values of examples as they are read, and says when some lie outside the bounds.</summary>
internal sealed class RangeCheck(Bounds bounds, InputKind kind)
{
    // The bounds as inputs are stored, so that a value equal to a bound stays inside when both are rounded.
    private readonly float _lower = (float)bounds.Lower;
    private readonly float _upper = (float)bounds.Upper;
    private float _minimum = float.PositiveInfinity;
    private float _maximum = float.NegativeInfinity;
    private long? _firstOutside;
    private long? _firstNaN;

    /// <summary>Takes the values of one example.</summary>
    public void Add(long index, ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (float.IsNaN(value))
                _firstNaN ??= index;
            else if (value < _minimum)
                _minimum = value;
            if (value > _maximum)
                _maximum = value;
        }

        if (_minimum < _lower || _maximum > _upper)
            _firstOutside ??= index;
    }

    /// <exception cref="GateException">RG0206: a value is not a number, or outside the bounds.</exception>
    public void ThrowIfOutside(string file)
    {
        if (_firstNaN is { } nan)
            throw Error($"The inputs in '{file}' contain values that are not numbers (NaN), first in example {nan}; export the data again without them.");
        if (_firstOutside is not { } first)
            return;

        throw Error(string.Create(
            CultureInfo.InvariantCulture,
            $"The inputs in '{file}' lie outside the bounds {bounds.Lower:R} to {bounds.Upper:R}: smallest {_minimum:R}, largest {_maximum:R}, first in example {first}; scale them, or set RobustnessBounds (--bounds) to their range. A normalisation by mean and standard deviation belongs inside the model."));
    }

    private GateException Error(string sentence) => kind.Error(Codes.ValueOutOfBounds, sentence);
}
