using Microsoft.Build.Framework;

namespace RobustnessGate.Tasks;

/// <summary>One property of the gate: its name, its value as the user wrote it, and the files and folders that it names.</summary>
internal sealed record Setting(string Property, string Value, IReadOnlyList<string> Paths, string Key)
{
    private const char Separator = ';';

    public static Setting From(ITaskItem item)
    {
        var key = item.GetMetadata("Key");
        var value = item.GetMetadata("Value");
        return new Setting(item.ItemSpec, value, PathsIn(value, item.GetMetadata("Kind")), key.Length > 0 ? key : KeyOf(item.ItemSpec));
    }

    /// <summary>The setting with full paths.</summary>
    public Setting In(string directory)
    {
        var paths = Paths.Select(path => ProjectPath.Absolute(directory, path)).ToList();
        return paths.Count == 0 ? this : this with { Value = string.Join(Separator.ToString(), paths), Paths = paths };
    }

    private static IReadOnlyList<string> PathsIn(string value, string kind) => kind switch
    {
        "path" => [value],
        "paths" => [.. value.Split(Separator).Select(path => path.Trim()).Where(path => path.Length > 0)],
        _ => [],
    };

    /// <summary><c>RobustnessBatchSize</c> is <c>batchSize</c>, as the tool's option is <c>--batch-size</c>.</summary>
    private static string KeyOf(string property)
    {
        const string prefix = "Robustness";
        var name = property.StartsWith(prefix, StringComparison.Ordinal) ? property.Substring(prefix.Length) : property;
        return char.ToLowerInvariant(name[0]) + name.Substring(1);
    }
}

/// <summary>The settings file that the runner reads: values as they were written, for the runner alone to judge.</summary>
internal static class GateSettings
{
    public static string Write(
        IReadOnlyList<Setting> settings, IReadOnlyList<ITaskItem> attacks, IReadOnlyList<ITaskItem> fineTune, Func<Setting, Declaration?> declaredAt)
    {
        var document = settings.Select(s => Member(s.Key, s.Value)).ToList();
        AddItems("attacks", attacks);
        AddItems("fineTuneRecipe", fineTune);

        document.Add(Member("declaredAt", Declarations(settings, declaredAt)));
        document.Add(Member("reuse", value: true));
        return JsonText.Write(document);

        void AddItems(string key, IReadOnlyList<ITaskItem> items)
        {
            if (items.Count > 0)
            {
                document.Add(Member(key, items.Select(Named).ToList<object>()));
            }
        }
    }

    private static List<KeyValuePair<string, object>> Declarations(
        IReadOnlyList<Setting> settings, Func<Setting, Declaration?> declaredAt) =>
        settings
            .Select(s => (s.Property, Place: declaredAt(s)))
            .Where(entry => entry.Place is not null)
            .Select(entry => Member(entry.Property, entry.Place!.ToString()))
            .ToList();

    private static object Named(ITaskItem item)
    {
        var metadata = item.CloneCustomMetadata();
        var members = metadata.Keys.Cast<string>()
            .OrderBy(name => name, StringComparer.Ordinal)
            .Select(name => Member(name, item.GetMetadata(name)));
        return members.Prepend(Member("name", item.ItemSpec)).ToList();
    }

    private static KeyValuePair<string, object> Member(string key, object value) => new(key, value);
}
