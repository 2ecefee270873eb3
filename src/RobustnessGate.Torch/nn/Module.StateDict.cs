namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>The tensors that make up the model, by dotted name: all parameters, then all persistent buffers. They are not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= new Dictionary<string, Tensor>(StringComparer.Ordinal);
                AddOwnState(destination, prefix);
                // A tensor shared under two names is listed once so far; here its other names join.
                foreach (var (childName, child) in named_children())
                {
                    child.state_dict(destination, Dotted(prefix, childName));
                }
                return destination;
            }

            private protected void AddOwnState(Dictionary<string, Tensor> destination, string? prefix)
            {
                foreach (var (parameterName, parameter) in named_parameters())
                {
                    destination.TryAdd(Dotted(prefix, parameterName), parameter);
                }
                foreach (var (bufferName, buffer) in named_buffers(include_nonpersistent: false))
                {
                    destination.TryAdd(Dotted(prefix, bufferName), buffer);
                }
            }

            private static string Dotted(string? prefix, string component) => string.IsNullOrEmpty(prefix) ? component : $"{prefix}.{component}";

            /// <summary>Copies the tensors of <paramref name="source"/> into this module's tensors of the same names.</summary>
            /// <param name="source">Tensors by dotted name.</param>
            /// <param name="strict">Whether a name that only one side has is an error.</param>
            /// <param name="skip">Names left alone on both sides.</param>
            /// <returns>The names that only this module has, and those that only the source has.</returns>
            /// <exception cref="InvalidOperationException">Names differ (strict), or a shape differs.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                skip ??= [];
                var destination = state_dict();
                var missing = destination.Keys.Where(key => !skip.Contains(key) && !source.ContainsKey(key)).ToList();
                var unexpected = source.Keys.Where(key => !skip.Contains(key) && !destination.ContainsKey(key)).ToList();
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                {
                    throw new InvalidOperationException(
                        "The loaded state_dict is not identical to the target dictionary."
                        + Listed("The module also has", missing) + Listed("The loaded one also has", unexpected));
                }
                var common = source.Where(entry => !skip.Contains(entry.Key) && destination.ContainsKey(entry.Key)).ToList();
                RequireSameShapes(common, destination);
                using var untracked = no_grad();
                foreach (var (key, tensor) in common)
                {
                    destination[key].copy_(tensor);
                }
                return (missing, unexpected);
            }

            private static string Listed(string intro, List<string> names) => names.Count == 0 ? "" : $" {intro}: {string.Join(", ", names)}.";

            private static void RequireSameShapes(List<KeyValuePair<string, Tensor>> entries, Dictionary<string, Tensor> destination)
            {
                var mismatches = entries
                    .Where(entry => !entry.Value.shape.SequenceEqual(destination[entry.Key].shape))
                    .Select(entry => $"{entry.Key} is [{string.Join(", ", entry.Value.shape)}] in the loaded state_dict but [{string.Join(", ", destination[entry.Key].shape)}] in the module")
                    .ToList();
                if (mismatches.Count > 0)
                {
                    throw new InvalidOperationException($"The loaded state_dict has tensors of other shapes: {string.Join("; ", mismatches)}.");
                }
            }
        }
    }
}
