namespace TorchSharp.Modules;

/// <summary>Marks a module that has neither parameters nor buffers.</summary>
public interface IParameterLessModule;

public abstract class ParameterLessModule<T1, TResult> : torch.nn.Module<T1, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name)
    {
    }
}
