using System.Reflection;

namespace RobustnessGate.Attacks;

/// <summary>What users need to know of a training method to ask for it.</summary>
public sealed class TrainingDescription
{
    private readonly Func<TrainingMethod> create;
    private readonly CatalogEntryAttribute entry;

    private TrainingDescription(Func<TrainingMethod> create, CatalogEntryAttribute entry) => (this.create, this.entry) = (create, entry);

    /// <summary>The method's name.</summary>
    public string Name => entry.Name;

    /// <summary>What it does, in one line.</summary>
    public string Summary => entry.Summary;

    /// <summary>The paper.</summary>
    public string Source => entry.Source;

    /// <summary>The options that are the method's own, in order of their names.</summary>
    public IReadOnlyList<NamedOption> Options => NamedOption.Of(create());

    /// <summary>The options that every method has, in order of their names.</summary>
    public static IReadOnlyList<NamedOption> CommonOptions { get; } =
        [.. new TrainingRecipe { Method = new NaturalTraining() }.Parts.Skip(1).SelectMany(NamedOption.Of).OrderBy(option => option.Name, StringComparer.Ordinal)];

    internal static TrainingDescription Of<TMethod>()
        where TMethod : TrainingMethod, new() => new(() => new TMethod(), typeof(TMethod).GetCustomAttribute<CatalogEntryAttribute>()!);

    /// <summary>A recipe of the method with its defaults.</summary>
    internal TrainingRecipe Create() => new() { Method = create() };
}
