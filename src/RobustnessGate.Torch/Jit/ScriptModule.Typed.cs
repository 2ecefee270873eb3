namespace TorchSharp;

public static partial class torch
{
    public static partial class jit
    {
        /// <summary>A TorchScript module whose call runs hooks before and after forward.</summary>
        public class HookableScriptModule<TPreHook, TPostHook> : ScriptModule
        {
            internal HookableScriptModule(IntPtr module)
                : base(module)
            {
            }

            private protected OrderedDictionary<string, TPreHook> PreHooks { get; } = [];

            private protected OrderedDictionary<string, TPostHook> PostHooks { get; } = [];

            public HookRemover register_forward_hook(TPostHook hook) => Add(PostHooks, hook);

            public HookRemover register_forward_pre_hook(TPreHook hook) => Add(PreHooks, hook);

            private HookRemover Add<THook>(OrderedDictionary<string, THook> hooks, THook hook)
            {
                var key = Guid.NewGuid().ToString();
                hooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            public class HookRemover(HookableScriptModule<TPreHook, TPostHook> module, string key)
            {
                public void remove()
                {
                    _ = module.PreHooks.Remove(key);
                    _ = module.PostHooks.Remove(key);
                }
            }
        }

        public class ScriptModule<TResult> : ScriptModule, nn.IModule<Tensor[], TResult>
        {
            internal ScriptModule(IntPtr module)
                : base(module)
            {
            }

            public TResult call(params Tensor[] input) => forward(input);

            public TResult forward(params Tensor[] tensor) => (TResult)base.forward(System.Array.ConvertAll(tensor, input => (object)input));
        }

        public class ScriptModule<T, TResult>
            : HookableScriptModule<Func<ScriptModule<T, TResult>, T, T>, Func<ScriptModule<T, TResult>, T, TResult, TResult>>, nn.IModule<T, TResult>
        {
            internal ScriptModule(IntPtr module)
                : base(module)
            {
            }

            public TResult call(T input)
            {
                foreach (var hook in PreHooks.Values)
                {
                    input = hook(this, input) is { } changed ? changed : input;
                }

                var result = forward(input);
                foreach (var hook in PostHooks.Values)
                {
                    result = hook(this, input, result) is { } changed ? changed : result;
                }

                return result;
            }

            public TResult forward(T tensor) => (TResult)base.forward(tensor!);
        }

        public class ScriptModule<T1, T2, TResult>
            : HookableScriptModule<Func<ScriptModule<T1, T2, TResult>, T1, T2, (T1, T2)?>, Func<ScriptModule<T1, T2, TResult>, T1, T2, TResult, TResult>>,
                nn.IModule<T1, T2, TResult>
        {
            internal ScriptModule(IntPtr module)
                : base(module)
            {
            }

            public TResult call(T1 input1, T2 input2)
            {
                foreach (var hook in PreHooks.Values)
                {
                    (input1, input2) = hook(this, input1, input2) ?? (input1, input2);
                }

                var result = forward(input1, input2);
                foreach (var hook in PostHooks.Values)
                {
                    result = hook(this, input1, input2, result) is { } changed ? changed : result;
                }

                return result;
            }

            public TResult forward(T1 input1, T2 input2) => (TResult)base.forward(input1!, input2!);
        }
    }
}
