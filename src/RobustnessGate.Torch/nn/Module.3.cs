namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module of three inputs: <c>call</c> runs hooks around <c>forward</c>.</summary>
        public abstract class Module<T1, T2, T3, TResult>
            : HookableModule<Func<Module<T1, T2, T3, TResult>, T1, T2, T3, (T1, T2, T3)?>, Func<Module<T1, T2, T3, TResult>, T1, T2, T3, TResult, TResult>>, IModule<T1, T2, T3, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            public TResult call(T1 input1, T2 input2, T3 input3)
            {
                foreach (var hook in ModulePreHooks.Values)
                {
                    hook(this);
                }
                foreach (var hook in PreHooks.Values)
                {
                    var modified = hook(this, input1, input2, input3);
                    if (modified is not null)
                    {
                        (input1, input2, input3) = modified.Value;
                    }
                }
                var result = forward(input1, input2, input3);
                foreach (var hook in PostHooks.Values)
                {
                    var modified = hook(this, input1, input2, input3, result);
                    if (modified is not null)
                    {
                        result = modified;
                    }
                }
                foreach (var hook in ModulePostHooks.Values)
                {
                    hook(this);
                }
                return result;
            }
        }
    }
}
