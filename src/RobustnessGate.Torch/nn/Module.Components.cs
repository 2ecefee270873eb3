using System.Reflection;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private bool _componentsRegistered;

            public virtual IEnumerable<(string name, Module module)> named_children() =>
                _children.Select(child => (child.Key, child.Value));

            public virtual IEnumerable<Module> children() => named_children().Select(child => child.module);

            /// <summary>All modules below this one; direct children first, this module itself left out.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in named_children())
                {
                    yield return child;
                }
                foreach (var (childName, child) in named_children())
                {
                    foreach (var (moduleName, module) in child.named_modules())
                    {
                        yield return ($"{childName}.{moduleName}", module);
                    }
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(named => named.module);

            /// <summary>The parameters of this module and, with <paramref name="recurse"/>, of all below it; a shared one once.</summary>
            public virtual IEnumerable<(string name, Modules.Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<IntPtr> { IntPtr.Zero };
                foreach (var (parameterName, parameter) in _parameters)
                {
                    if (seen.Add(parameter.Handle))
                    {
                        yield return (parameterName, parameter);
                    }
                }
                if (!recurse)
                {
                    yield break;
                }
                foreach (var (childName, child) in named_children())
                {
                    foreach (var (parameterName, parameter) in child.named_parameters())
                    {
                        if (seen.Add(parameter.Handle))
                        {
                            yield return ($"{childName}.{parameterName}", parameter);
                        }
                    }
                }
            }

            public virtual IEnumerable<Modules.Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(named => named.parameter);

            /// <summary>The buffers of this module and, with <paramref name="recurse"/>, of all below it; a shared one once.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<IntPtr> { IntPtr.Zero };
                foreach (var (bufferName, (buffer, persistent)) in _buffers)
                {
                    if ((persistent || include_nonpersistent) && seen.Add(buffer.Handle))
                    {
                        yield return (bufferName, buffer);
                    }
                }
                if (!recurse)
                {
                    yield break;
                }
                foreach (var (childName, child) in named_children())
                {
                    foreach (var (bufferName, buffer) in child.named_buffers(true, include_nonpersistent))
                    {
                        if (seen.Add(buffer.Handle))
                        {
                            yield return ($"{childName}.{bufferName}", buffer);
                        }
                    }
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(named => named.buffer);

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            /// <summary>The parameter with that dotted name, or null.</summary>
            public virtual Modules.Parameter? get_parameter(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                return _parameters.TryGetValue(target, out var parameter) ? parameter : InChild(target, (child, rest) => child.get_parameter(rest));
            }

            /// <summary>The buffer with that dotted name, or null.</summary>
            public virtual Tensor? get_buffer(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                return _buffers.TryGetValue(target, out var buffer) ? buffer.Tensor : InChild(target, (child, rest) => child.get_buffer(rest));
            }

            private T? InChild<T>(string target, Func<Module, string, T?> find) where T : class
            {
                var dot = target.IndexOf('.', StringComparison.Ordinal);
                if (dot < 0)
                {
                    return null;
                }
                return named_children()
                    .Where(child => string.Equals(child.name, target[..dot], StringComparison.Ordinal))
                    .Select(child => find(child.module, target[(dot + 1)..]))
                    .FirstOrDefault(found => found is not null);
            }

            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_parameter(string name, Modules.Parameter param)
            {
                if (param is null || param.IsInvalid)
                {
                    throw new ArgumentNullException(nameof(param), "A null tensor cannot be registered as a parameter.");
                }
                if (!_parameters.TryAdd(name, param))
                {
                    throw new InvalidOperationException($"Parameter {name} is already registered.");
                }
                param.DetachFromDisposeScope();
            }

            /// <summary>Adds a tensor that moves with the module and, when persistent, is saved with it, but is not trained.</summary>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                if (tensor is null || tensor.IsInvalid)
                {
                    throw new ArgumentNullException(nameof(tensor), "A null tensor cannot be registered as a buffer.");
                }
                if (!_buffers.TryAdd(name, (tensor, persistent)))
                {
                    throw new InvalidOperationException($"Tensor {name} is already registered.");
                }
                tensor.DetachFromDisposeScope();
            }

            /// <summary>Adds a sub-module; null removes the one of that name.</summary>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            /// <exception cref="ArgumentException">The name is empty or has a dot.</exception>
            public virtual void register_module(string name, Module submodule)
            {
                ArgumentNullException.ThrowIfNull(name);
                if (submodule is null)
                {
                    _children.Remove(name);
                    return;
                }
                if (name.Contains('.', StringComparison.Ordinal))
                {
                    throw new ArgumentException($"module name can't contain \".\", got: {name}", nameof(name));
                }
                if (name.Length == 0)
                {
                    throw new ArgumentException("module name can't be empty string \"\"", nameof(name));
                }
                if (_children.ContainsKey(name))
                {
                    throw new InvalidOperationException($"Sub-module {name} is already registered.");
                }
                submodule.RegisterComponents();
                _children.Add(name, submodule);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Registers every module, parameter and tensor held in a field of this object, under the field's name.</summary>
            protected virtual void RegisterComponents()
            {
                if (_componentsRegistered)
                {
                    return;
                }
                foreach (var field in InstanceFields(GetType()))
                {
                    var componentName = field.ComponentName();
                    if (_children.ContainsKey(componentName) || _parameters.ContainsKey(componentName) || _buffers.ContainsKey(componentName))
                    {
                        continue;
                    }
                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(componentName, module);
                            break;
                        case Modules.Parameter parameter:
                            register_parameter(componentName, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(componentName, tensor);
                            break;
                    }
                }
                _componentsRegistered = true;
            }

            // A base class's private fields are not among the derived type's, so the hierarchy is walked; the most derived name wins.
            private static IEnumerable<FieldInfo> InstanceFields(Type type)
            {
                var seen = new HashSet<string>(StringComparer.Ordinal);
                for (var current = type; current is not null && current != typeof(Module); current = current.BaseType)
                {
                    foreach (var field in current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                    {
                        if (seen.Add(field.Name))
                        {
                            yield return field;
                        }
                    }
                }
            }

            protected void ClearModules() => _children.Clear();

            /// <summary>Sets, replaces or (null) removes a parameter.</summary>
            protected void ConditionallyRegisterParameter(string name, Modules.Parameter? value)
            {
                if (value is null)
                {
                    _parameters.Remove(name);
                    return;
                }
                _parameters[name] = value;
                value.DetachFromDisposeScope();
            }

            /// <summary>Sets, replaces or (null) removes a buffer.</summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null)
                {
                    _buffers.Remove(name);
                    return;
                }
                _buffers[name] = (value, persistent);
                value.DetachFromDisposeScope();
            }

            private protected Modules.Parameter? OwnParameter(string name) => _parameters.GetValueOrDefault(name);

            private protected void SetOwnParameter(string name, Modules.Parameter? value)
            {
                var old = OwnParameter(name);
                ConditionallyRegisterParameter(name, value);
                if (old is not null && !ReferenceEquals(old, value))
                {
                    old.Dispose();
                }
            }

            private protected Tensor? OwnBuffer(string name) => _buffers.TryGetValue(name, out var buffer) ? buffer.Tensor : null;

            private protected void SetOwnBuffer(string name, Tensor? value)
            {
                var old = OwnBuffer(name);
                ConditionallyRegisterBuffer(name, value);
                if (old is not null && !ReferenceEquals(old, value))
                {
                    old.Dispose();
                }
            }
        }
    }
}
