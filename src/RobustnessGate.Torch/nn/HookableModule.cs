namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module whose <c>call</c> runs hooks before and after <c>forward</c>.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            private protected HookableModule(string name) : base(name)
            {
            }

            private protected OrderedDictionary<string, TPreHook> PreHooks { get; } = [];

            private protected OrderedDictionary<string, TPostHook> PostHooks { get; } = [];

            private protected OrderedDictionary<string, Action<Module>> ModulePreHooks { get; } = [];

            private protected OrderedDictionary<string, Action<Module>> ModulePostHooks { get; } = [];

            public HookRemover register_forward_hook(TPostHook hook) => Add(PostHooks, hook);

            public HookRemover register_forward_pre_hook(TPreHook hook) => Add(PreHooks, hook);

            public HookRemover register_forward_hook(Action<Module> hook) => Add(ModulePostHooks, hook);

            public HookRemover register_forward_pre_hook(Action<Module> hook) => Add(ModulePreHooks, hook);

            private HookRemover Add<THook>(OrderedDictionary<string, THook> hooks, THook hook)
            {
                var key = Guid.NewGuid().ToString();
                hooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            private void Remove(string key)
            {
                PreHooks.Remove(key);
                PostHooks.Remove(key);
                ModulePreHooks.Remove(key);
                ModulePostHooks.Remove(key);
            }

            /// <summary>Takes a hook away again.</summary>
            public class HookRemover(HookableModule<TPreHook, TPostHook> module, string key)
            {
                public void remove() => module.Remove(key);
            }
        }
    }
}
