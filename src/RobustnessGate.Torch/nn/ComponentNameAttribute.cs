namespace TorchSharp.Utils;

/// <summary>Gives a field of a module the name its component has in the state dictionary, in place of the field's own.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ComponentNameAttribute : Attribute
{
    public string? Name { get; set; }
}
