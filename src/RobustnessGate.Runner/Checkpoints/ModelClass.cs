using System.Reflection;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Checkpoints;

/// <summary>Finds and creates the module class that RobustnessModel names.</summary>
internal static class ModelClass
{
    /// <exception cref="GateException">RG0105, RG0106: there is no such class, or it cannot be created.</exception>
    public static nn.IModule<Tensor, Tensor> Create(Assembly assembly, string name, string assemblyPath)
    {
        var type = Find(assembly, name, assemblyPath);
        RequireUsable(type);
        try
        {
            return (nn.IModule<Tensor, Tensor>)Activator.CreateInstance(type)!;
        }
        catch (TargetInvocationException exception)
        {
            var cause = exception.InnerException ?? exception;
            throw Unusable(type, $"threw {cause.GetType().Name} in its constructor: {Reason.Of(cause)}", exception);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or TypeLoadException or MissingMemberException)
        {
            throw Unusable(type, $"needs something that cannot be loaded ({Reason.Of(exception)}); build the project again, with its dependencies beside it", exception);
        }
    }

    private static Type Find(Assembly assembly, string name, string assemblyPath)
    {
        Type?[] types;
        try
        {
            if (assembly.GetType(name, throwOnError: false) is { } type)
                return type;
            types = assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            types = exception.Types;
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or ArgumentException)
        {
            throw ModelAssembly.Unusable($"The assembly '{assemblyPath}' of RobustnessModel cannot be searched for '{name}' ({Reason.Of(exception)}); build the project again.", exception);
        }

        throw NotFound(name, assemblyPath, [.. types.OfType<Type>().Where(IsModule).Select(type => type.FullName!)]);
    }

    private static bool IsModule(Type type) => !type.IsAbstract && typeof(nn.IModule<Tensor, Tensor>).IsAssignableFrom(type);

    private static GateException NotFound(string name, string assemblyPath, IReadOnlyList<string> modules)
    {
        var advice = modules.Count == 0
            ? "no class there derives from torch.nn.Module<Tensor, Tensor>."
            : Nearest.Hint(name, modules);
        return new GateException(Codes.ModelClassMissing, $"RobustnessModel '{name}' is not a class in '{assemblyPath}'; {advice}") { Setting = "RobustnessModel" };
    }

    private static void RequireUsable(Type type)
    {
        if (type.IsAbstract || type.ContainsGenericParameters || !type.IsClass)
            throw Unusable(type, "is abstract or generic; name a class that can be created");
        if (!typeof(nn.IModule<Tensor, Tensor>).IsAssignableFrom(type) || !typeof(nn.Module).IsAssignableFrom(type))
            throw Unusable(type, "does not derive from torch.nn.Module<Tensor, Tensor>; wrap it in one that takes a batch of inputs and returns class scores");
        if (type.GetConstructor(Type.EmptyTypes) is null)
            throw Unusable(type, "has no public parameterless constructor; add one that makes the model as it was trained");
    }

    private static GateException Unusable(Type type, string what, Exception? cause = null) =>
        new(Codes.ModelClassUnusable, $"RobustnessModel '{type.FullName}' {what}.", cause) { Setting = "RobustnessModel" };
}
