namespace RobustnessGate.Runner.Checkpoints;

/// <summary>Holds the tensors of a weights file against those of a module.</summary>
internal static class WeightComparison
{
    private const int MostListed = 5;

    /// <summary>Says in what a file's tensors differ from a module's; null when they agree.</summary>
    public static string? Differences(IReadOnlyList<WeightEntry> file, IReadOnlyList<WeightEntry> module)
    {
        var inFile = file.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var inModule = module.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        string?[] parts =
        [
            List("missing from the file", module.Where(entry => !inFile.ContainsKey(entry.Name)).Select(entry => entry.Name)),
            List("unknown to the class", file.Where(entry => !inModule.ContainsKey(entry.Name)).Select(entry => entry.Name)),
            List("of another shape or type", module
                .Where(entry => inFile.TryGetValue(entry.Name, out var other) && !Agree(entry, other))
                .Select(entry => $"{entry.Name} (file {inFile[entry.Name].Layout}, class {entry.Layout})")),
        ];
        var differences = string.Join("; ", parts.OfType<string>());
        return differences.Length == 0 ? null : differences;
    }

    private static bool Agree(WeightEntry module, WeightEntry file) =>
        module.Shape.SequenceEqual(file.Shape) && (file.Type is null || module.Type is null || file.Type == module.Type);

    private static string? List(string what, IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count == 0)
            return null;

        var rest = all.Count > MostListed ? $" and {all.Count - MostListed} more" : "";
        return $"{all.Count} {what}: {string.Join(", ", all.Take(MostListed))}{rest}";
    }
}
