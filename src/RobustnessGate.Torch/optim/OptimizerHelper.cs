using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What all optimizers have in common: groups, states, their files, and the scope a step runs in.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly Dictionary<Parameter, OptimizerState> _states = new(ReferenceEqualityComparer.Instance);
    private readonly OptimizerOptions _defaults;

    private protected OptimizerHelper(OptimizerOptions defaults)
    {
        defaults.InitialLearningRate = defaults.LearningRate!.Value;
        _defaults = defaults;
    }

    private protected abstract OptimizerOptions NewOptions();

    private protected abstract OptimizerState NewState(Parameter parameter, OptimizerOptions options);

    /// <summary>Moves one parameter by its gradient. Runs without gradients, in a dispose scope of its own.</summary>
    private protected abstract void Update(Parameter parameter, Tensor gradient, OptimizerOptions options, OptimizerState state);

    public override void add_param_group(ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        param_group.Options ??= NewOptions();
        param_group.Options.FillFrom(_defaults);
        param_group.Options.InitialLearningRate = param_group.LearningRate;
        // A lazy walk over a model would be repeated at every step.
        param_group.Parameters = param_group.Parameters.ToArray();
        Groups.Add(param_group);
        using var untracked = no_grad();
        foreach (var parameter in param_group.Parameters)
        {
            if (!_states.TryAdd(parameter, NewState(parameter, param_group.Options)))
            {
                throw new ArgumentException("A parameter is in more than one place of the optimizer's parameter groups.", nameof(param_group));
            }
        }
    }

    public override void zero_grad()
    {
        using var untracked = no_grad();
        foreach (var parameter in parameters())
        {
            using var gradient = parameter.grad;
            gradient?.zero_();
        }
    }

#nullable disable annotations // As in the base class.
    public override Tensor step(Func<Tensor> closure = null)
#nullable restore annotations
    {
        var loss = closure is null ? null : Evaluate(closure);
        using var untracked = no_grad();
        foreach (var group in Groups)
        {
            foreach (var parameter in group.Parameters)
            {
                using var scope = NewDisposeScope();
                if (parameter.grad is { } gradient)
                {
                    Update(parameter, gradient, group.Options, _states[parameter]);
                }
            }
        }
        return loss;
    }

    private static Tensor Evaluate(Func<Tensor> closure)
    {
        using var tracked = enable_grad();
        return closure();
    }

    public void to(Device device)
    {
        foreach (var state in _states.Values)
        {
            state.to(device);
        }
    }

    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in Groups)
        {
            dictionary.Options.Add(group.Options);
            var indexes = new List<int>();
            foreach (var parameter in group.Parameters)
            {
                indexes.Add(dictionary.State.Count);
                dictionary.State.Add(_states[parameter]);
            }
            dictionary.StateIndexRef.Add(indexes);
        }
        return dictionary;
    }

    /// <exception cref="ArgumentException">The state is of another number of groups or parameters.</exception>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        ArgumentNullException.ThrowIfNull(state_dict);
        var own = this.state_dict();
        RequireSameCounts(own, state_dict.Options.Count, state_dict.State.Count);
        foreach (var (target, source) in own.Options.Zip(state_dict.Options).Where(pair => !ReferenceEquals(pair.First, pair.Second)))
        {
            target.LoadStateDict(source);
        }
        foreach (var (target, source) in own.State.Zip(state_dict.State).Where(pair => !ReferenceEquals(pair.First, pair.Second)))
        {
            target.LoadStateDict(source);
        }
    }

    public void load_state_dict(string location)
    {
        using var stream = File.OpenRead(location);
        using var reader = new BinaryReader(stream);
        load_state_dict(reader);
    }

    /// <exception cref="InvalidDataException">The state is of another kind of optimizer.</exception>
    /// <exception cref="ArgumentException">The state is of another number of groups or parameters.</exception>
    public void load_state_dict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var kind = reader.ReadString();
        if (!string.Equals(kind, GetType().Name, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"Mismatched optimizer type: expected '{GetType().Name}', but found '{kind}' in the loaded stream.");
        }
        var own = state_dict();
        RequireSameCounts(own, reader.Decode(), reader.Decode());
        foreach (var options in own.Options)
        {
            options.LoadStateDict(reader);
        }
        foreach (var state in own.State)
        {
            state.LoadStateDict(reader);
        }
    }

    public void save_state_dict(string location)
    {
        using var stream = File.Create(location);
        using var writer = new BinaryWriter(stream);
        save_state_dict(writer);
    }

    public void save_state_dict(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var own = state_dict();
        writer.Write(GetType().Name);
        writer.Encode(own.Options.Count);
        writer.Encode(own.State.Count);
        foreach (var options in own.Options)
        {
            options.SaveStateDict(writer);
        }
        foreach (var state in own.State)
        {
            state.SaveStateDict(writer);
        }
    }

    private static void RequireSameCounts(StateDictionary own, long groups, long states)
    {
        if (groups != own.Options.Count)
        {
            throw new ArgumentException("Invalid optimizer state -- different number of parameter groups.", nameof(groups));
        }
        if (states != own.State.Count)
        {
            throw new ArgumentException("Invalid optimizer state -- different number of states.", nameof(states));
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
        {
            return;
        }
        foreach (var state in _states.Values)
        {
            state.Dispose();
        }
        _states.Clear();
    }

    private protected static void RequireNonNegative(double value, string what)
    {
        if (!(value >= 0))
        {
            throw new ArgumentException($"Invalid {what}: {value}", what);
        }
    }
}
