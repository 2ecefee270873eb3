namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>The base of every network and layer: a named tree of parameters, buffers and sub-modules.</summary>
        /// <remarks>
        /// A derived class assigns its layers to fields and calls <see cref="RegisterComponents"/> at the end of its constructor;
        /// without that call the module has no parameters.
        /// </remarks>
        public partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Module> _children = [];
            private readonly OrderedDictionary<string, Modules.Parameter> _parameters = [];
            private readonly OrderedDictionary<string, (Tensor Tensor, bool Persistent)> _buffers = [];
            private bool _disposed;
            private bool _training = true;

            protected string? name;

            protected Module(string name)
            {
                this.name = name;
            }

            /// <summary>Whether layers that differ in training (dropout, batch normalisation) behave as in training; true at first.</summary>
            public virtual bool training => _training;

            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            public virtual void train(bool train = true)
            {
                _training = train;
                foreach (var (_, child) in named_children())
                {
                    child.train(train);
                }
            }

            public virtual void eval() => train(false);

            /// <summary>Calls <paramref name="fn"/> on every module below this one, then on this one.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                ArgumentNullException.ThrowIfNull(fn);
                foreach (var (_, child) in named_children())
                {
                    child.apply(fn);
                }
                fn(this);
                return this;
            }

            /// <summary>Forgets the gradients of all parameters, or fills them with zeros.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var (_, parameter) in named_parameters())
                {
                    using var grad = parameter.grad;
                    if (grad is null)
                    {
                        continue;
                    }
                    if (set_to_none)
                    {
                        parameter.grad = null;
                        continue;
                    }
                    using var untracked = no_grad();
                    grad.zero_();
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Frees the parameters and buffers of this module and of all below it.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || _disposed)
                {
                    return;
                }
                _disposed = true;
                foreach (var parameter in _parameters.Values)
                {
                    parameter.Dispose();
                }
                foreach (var (buffer, _) in _buffers.Values)
                {
                    buffer.Dispose();
                }
                foreach (var child in _children.Values)
                {
                    child.Dispose();
                }
            }
        }
    }
}
