using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // The .dat file: the number of entries (LEB128), then for each its name (a .NET length-prefixed string) and its tensor.
        public partial class Module
        {
            public Module save(string location, IList<string>? skip = null)
            {
                using var stream = File.Create(location);
                return save(stream, skip);
            }

            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream);
                return save(writer, skip);
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(writer);
                ArgumentNullException.ThrowIfNull(sd);
                var entries = skip is null ? [.. sd] : sd.Where(entry => !skip.Contains(entry.Key)).ToList();
                writer.Encode(entries.Count);
                foreach (var (key, tensor) in entries)
                {
                    writer.Write(key);
                    tensor.Save(writer);
                }
            }

            /// <summary>Loads weights saved by <see cref="save(string, IList{string})"/> or by TorchSharp.</summary>
            /// <param name="location">The file.</param>
            /// <param name="strict">Whether the file must have exactly this module's entries.</param>
            /// <param name="skip">Names whose entries are read over.</param>
            /// <param name="loadedParameters">Filled with every name in the file and whether the module has it.</param>
            /// <exception cref="FileNotFoundException">There is no such file.</exception>
            /// <exception cref="ArgumentException">An entry's name (strict), type or shape is not the module's.</exception>
            public virtual Module load(
                string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                if (!File.Exists(location))
                {
                    throw new FileNotFoundException($"There is no file '{location}'.", location);
                }
                using var stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream);
                return load(reader, strict, skip, loadedParameters);
            }

            public virtual Module load(
                BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                ArgumentNullException.ThrowIfNull(reader);
                var destination = state_dict();
                var entries = reader.Decode();
                if (strict && entries != destination.Count)
                {
                    throw new ArgumentException($"Mismatched state_dict sizes: expected {destination.Count}, but found {entries} entries.", nameof(reader));
                }
                for (var i = 0L; i < entries; i++)
                {
                    var key = reader.ReadString();
                    var found = destination.TryGetValue(key, out var tensor);
                    if (!found && strict)
                    {
                        throw new ArgumentException($"Mismatched module state names: the target modules does not have a submodule or buffer named '{key}'", nameof(reader));
                    }
                    LoadEntry(reader, key, skip is not null && skip.Contains(key) ? null : tensor);
                    loadedParameters?.Add(key, found);
                }
                return this;
            }

            private static void LoadEntry(BinaryReader reader, string key, Tensor? target)
            {
                if (target is null)
                {
                    TensorExtensionMethods.Load(reader, skip: true).Dispose();
                    return;
                }
                try
                {
                    target.Load(reader);
                }
                catch (ArgumentException e)
                {
                    throw new ArgumentException($"'{key}': {e.Message}", nameof(reader), e);
                }
            }

            public static Module Create<T>(string path) where T : Module, new() => new T().load(path);
        }
    }
}
