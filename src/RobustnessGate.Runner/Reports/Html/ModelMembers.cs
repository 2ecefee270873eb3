using Fluid;

namespace RobustnessGate.Runner.Reports.Html;

/// <summary>What templates may read of a model: every property, in camel case. To ask for one that is not there is a mistake, not nothing.</summary>
internal sealed class ModelMembers : MemberAccessStrategy
{
    private readonly UnsafeMemberAccessStrategy members = new() { MemberNameStrategy = MemberNameStrategies.CamelCase };

    public override IMemberAccessor GetAccessor(Type type, string name) =>
        members.GetAccessor(type, name) ?? throw new InvalidOperationException($"A template asks for '{name}', which {type.Name} has not.");

    public override void Register(Type type, IEnumerable<KeyValuePair<string, IMemberAccessor>> accessors) => members.Register(type, accessors);
}
