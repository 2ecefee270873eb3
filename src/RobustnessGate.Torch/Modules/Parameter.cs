namespace TorchSharp.Modules;

/// <summary>A tensor that a module trains. It takes over the native tensor of the one it is made from, which becomes empty.</summary>
public class Parameter : torch.Tensor
{
    public Parameter(torch.Tensor data, bool requires_grad = true)
        : base(data.with_requires_grad(requires_grad)) => DisposeScope.ReplaceWith(data, this);

    /// <summary>Wraps a native tensor of a module, which no dispose scope owns.</summary>
    internal Parameter(IntPtr handle)
        : base(handle, 0, register: false)
    {
    }
}
