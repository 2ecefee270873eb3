using System.Reflection;
using System.Runtime.Loader;
using RobustnessGate.Runner.Messages;
using TorchSharp;

namespace RobustnessGate.Runner.Checkpoints;

/// <summary>Loads the user's assembly with its own dependencies, apart from the tool's; only the binding to libtorch is shared, so that
/// a tensor is the same type on both sides.</summary>
internal sealed class ModelAssembly : AssemblyLoadContext
{
    private const string TorchSharpName = "TorchSharp";
    private const string SystemBindingName = "RobustnessGate.Torch";

    private static readonly Assembly _binding = typeof(torch).Assembly;

    private readonly AssemblyDependencyResolver _resolver;

    private ModelAssembly(string path)
        : base(Path.GetFileNameWithoutExtension(path)) => _resolver = new AssemblyDependencyResolver(path);

    /// <exception cref="GateException">RG0108: the assembly is missing, not .NET, or built against another binding.</exception>
    public static Assembly Load(string path)
    {
        if (!File.Exists(path))
            throw Unusable($"The assembly '{path}' of RobustnessModel does not exist; build the project first, or correct --assembly.");

        try
        {
            var fullPath = Path.GetFullPath(path);
            var assembly = new ModelAssembly(fullPath).LoadFromAssemblyPath(fullPath);
            RequireSameBinding(assembly, path);
            return assembly;
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
        if (string.Equals(assemblyName.Name, _binding.GetName().Name, StringComparison.OrdinalIgnoreCase))
            return _binding;

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;

    private static bool IsTorchSharp(string? name) => string.Equals(name, TorchSharpName, StringComparison.Ordinal);

    private static void RequireSameBinding(Assembly assembly, string path)
    {
        var own = _binding.GetName().Name;
        var other = IsTorchSharp(own) ? SystemBindingName : TorchSharpName;
        var references = assembly.GetReferencedAssemblies().Select(reference => reference.Name).ToList();
        if (references.Contains(own) || !references.Contains(other))
            return;

        var remedy = IsTorchSharp(own)
            ? "reference the package TorchSharp in its place"
            : "reference the package RobustnessGate.Torch in its place, or use the tool that comes with TorchSharp";
        throw Unusable($"The assembly '{path}' of RobustnessModel is built against {other}, but this robustness-gate runs on {own}, whose tensors are other types; {remedy}.");
    }
}
