using System.Collections.Concurrent;

namespace TorchSharp;

/// <summary>Operators resolved by their schema text, once per process.</summary>
internal static class Operators
{
    private static readonly ConcurrentDictionary<string, IntPtr> Resolved = new(StringComparer.Ordinal);

    internal static IntPtr Get(string schema) => Resolved.TryGetValue(schema, out var found) ? found : Resolved.GetOrAdd(schema, Resolve);

    private static IntPtr Resolve(string schema)
    {
        NativeError.ThrowIfFailed(NativeMethods.rg_operator_resolve(schema, out var resolved));
        return resolved;
    }
}
