namespace RobustnessGate.Attacks;

/// <summary>Every training method the library has, by name.</summary>
public static class TrainingCatalog
{
    /// <summary>The methods, in the order in which they are listed.</summary>
    public static IReadOnlyList<TrainingDescription> All { get; } =
    [
        TrainingDescription.Of<NaturalTraining>(),
        TrainingDescription.Of<PgdTraining>(),
        TrainingDescription.Of<MixedTraining>(),
        TrainingDescription.Of<TradesTraining>(),
        TrainingDescription.Of<MartTraining>(),
        TrainingDescription.Of<FastTraining>(),
        TrainingDescription.Of<FreeTraining>(),
    ];

    /// <summary>The method of that name, in any case; null when there is none.</summary>
    public static TrainingDescription? Find(string name) => All.FirstOrDefault(method => method.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Creates a recipe from a method's name and options as users write them; options of the method and of the training at large are
    /// given alike.</summary>
    /// <param name="name">The method's name, in any case.</param>
    /// <param name="options">Values by option name, in the invariant culture; options not given keep their defaults.</param>
    /// <exception cref="UnknownTrainingMethodException">No method has that name.</exception>
    /// <exception cref="NamedOptionException">There is no such option, or the value is not one it takes.</exception>
    public static TrainingRecipe Create(string name, IReadOnlyDictionary<string, string> options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        var description = Find(name) ?? throw new UnknownTrainingMethodException(name);
        var recipe = description.Create();
        var known = recipe.Parts.SelectMany(part => NamedOption.Of(part).Select(option => (Part: part, Option: option))).ToList();
        foreach (var (option, value) in options)
        {
            var (part, found) = known.Find(each => each.Option.Name.Equals(option, StringComparison.OrdinalIgnoreCase));
            if (found is null)
                throw new NamedOptionException(description.Name, option, $"The method {description.Name} has no option {option}; it has {string.Join(", ", known.Select(each => each.Option.Name).Order(StringComparer.Ordinal))}.");
            found.Write(part, description.Name, value);
        }

        recipe.Check();
        return recipe;
    }
}

/// <summary>No training method has the name asked for.</summary>
public sealed class UnknownTrainingMethodException : ArgumentException
{
    internal UnknownTrainingMethodException(string name)
        : base($"There is no training method '{name}'; there are {string.Join(", ", TrainingCatalog.All.Select(method => method.Name))}.") => Name = name;

    /// <summary>The name asked for.</summary>
    public string Name { get; }
}
