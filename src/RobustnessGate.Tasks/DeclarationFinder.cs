namespace RobustnessGate.Tasks;

/// <summary>Finds the line that gave a property its value, so that an error can point there.</summary>
internal sealed class DeclarationFinder
{
    private readonly string projectFile;
    private readonly string projectDirectory;
    private readonly IReadOnlyCollection<string> globalProperties;
    private readonly Lazy<IReadOnlyList<PropertyElement>> elements;

    /// <param name="projectFile">The project's full path.</param>
    /// <param name="propsFile">Directory.Build.props, or null where the project has none.</param>
    /// <param name="targetsFile">Directory.Build.targets, or null where the project has none.</param>
    /// <param name="globalProperties">Names of the properties set on the command line.</param>
    public DeclarationFinder(string projectFile, string? propsFile, string? targetsFile, IReadOnlyCollection<string> globalProperties)
    {
        this.projectFile = projectFile;
        this.globalProperties = globalProperties;
        projectDirectory = Path.GetDirectoryName(projectFile) ?? "";
        // In the order in which MSBuild evaluates them: a later one overrides an earlier one.
        elements = new(() => PropertyElements.Read([propsFile, projectFile, targetsFile], projectDirectory));
    }

    /// <summary>
    /// The declaration of a property whose evaluated value is <paramref name="value"/>; the project's first line for a
    /// property that only the command line sets; null when nothing declares it (an environment variable does not).
    /// </summary>
    public Declaration? Find(string property, string value)
    {
        var candidates = elements.Value.Where(e => string.Equals(e.Name, property, StringComparison.OrdinalIgnoreCase)).ToList();
        var isGlobal = globalProperties.Contains(property, StringComparer.OrdinalIgnoreCase);
        if (isGlobal && candidates.Exists(IsInProject))
        {
            // The command line overrides every declaration; the project's own is the one its user knows.
            candidates = candidates.FindAll(IsInProject);
        }

        var found = candidates.FindLast(e => string.Equals(e.Value, value.Trim(), StringComparison.Ordinal)) ?? candidates.LastOrDefault();
        if (found is not null)
        {
            return new Declaration(ProjectPath.Relative(projectDirectory, found.File), found.Line, found.Column);
        }

        return isGlobal ? new Declaration(Path.GetFileName(projectFile), 1, 1) : null;
    }

    private bool IsInProject(PropertyElement element) => string.Equals(element.File, projectFile, StringComparison.Ordinal);
}
