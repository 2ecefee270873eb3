using RobustnessGate.Runner.Files;

namespace RobustnessGate.Runner.Datasets;

/// <summary>The two arrays that a file of named arrays must have.</summary>
internal static class DatasetArrays
{
    private const int MostListed = 10;

    /// <exception cref="Messages.GateException">One is missing; the message lists those found.</exception>
    public static void Check(InputKind kind, string path, IReadOnlyList<string> names)
    {
        if (names.Contains("x", StringComparer.Ordinal) && names.Contains("y", StringComparer.Ordinal))
            return;

        var found = names.Count switch
        {
            0 => "no array",
            <= MostListed => string.Join(", ", names),
            _ => $"{string.Join(", ", names.Take(MostListed))} and {names.Count - MostListed} more",
        };
        throw DatasetSource.Unknown(kind, path, $"needs the arrays 'x' (inputs) and 'y' (labels), but has {found}; save it again with these names");
    }
}
