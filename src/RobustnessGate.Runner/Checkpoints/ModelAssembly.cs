using System.Reflection;
using System.Runtime.Loader;
using RobustnessGate.Runner.Messages;
using TorchSharp;

namespace RobustnessGate.Runner.Checkpoints;

/// <summary>Loads the user's assembly with its own dependencies, apart from the tool's; only TorchSharp is shared, so that
/// a tensor is the same type on both sides.</summary>
internal sealed class ModelAssembly : AssemblyLoadContext
{
    private static readonly Assembly _torchSharp = typeof(torch).Assembly;

    private readonly AssemblyDependencyResolver _resolver;

    private ModelAssembly(string path)
        : base(Path.GetFileNameWithoutExtension(path)) => _resolver = new AssemblyDependencyResolver(path);

    /// <exception cref="GateException">RG0108: the assembly is missing or not .NET.</exception>
    public static Assembly Load(string path)
    {
        if (!File.Exists(path))
            throw Unusable($"The assembly '{path}' of RobustnessModel does not exist; build the project first, or correct --assembly.");

        try
        {
            var fullPath = Path.GetFullPath(path);
            return new ModelAssembly(fullPath).LoadFromAssemblyPath(fullPath);
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw Unusable($"The assembly '{path}' of RobustnessModel cannot be loaded ({Reason.Of(exception)}); build it for this .NET ({Environment.Version}) and this machine.", exception);
        }
    }

    public static GateException Unusable(string sentence, Exception? cause = null) =>
        new(Codes.ModelAssemblyUnusable, sentence, cause) { Setting = "RobustnessModel" };

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (string.Equals(assemblyName.Name, _torchSharp.GetName().Name, StringComparison.OrdinalIgnoreCase))
            return _torchSharp;

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
}
