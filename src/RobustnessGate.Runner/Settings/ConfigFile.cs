using System.Text.Json;
using RobustnessGate.Runner.Compute;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Settings;

/// <summary>Reads settings from a JSON file; <c>docs/gate.schema.json</c> is its schema.</summary>
internal sealed class ConfigFile
{
    private const string DeclaredAtKey = "declaredAt";

    /// <summary>Keys that others read: editors, and the build task.</summary>
    private static readonly string[] IgnoredKeys = ["$schema", "mode"];

    private readonly string path;

    private ConfigFile(string path) => this.path = path;

    /// <exception cref="GateException">The file cannot be read or is not a configuration.</exception>
    public static SettingValues Read(string path)
    {
        var file = new ConfigFile(path);
        try
        {
            return file.Read();
        }
        catch (InvalidOperationException e)
        {
            // How a JSON string that escapes half a surrogate pair makes itself known.
            throw file.Invalid("holds text that is not valid Unicode", e);
        }
    }

    private SettingValues Read()
    {
        using var document = Parse();
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw Invalid("is not a JSON object");
        }

        var declaredAt = DeclaredAt(document.RootElement);
        // Only the build task knows places; its user never saw this file and thinks in properties.
        var writtenByBuild = document.RootElement.TryGetProperty(DeclaredAtKey, out _);
        var values = new List<SettingValue>();
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (member.NameEquals(DeclaredAtKey) || IgnoredKeys.Contains(member.Name, StringComparer.Ordinal) || member.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            var setting = SettingCatalog.All.FirstOrDefault(setting => member.NameEquals(setting.Key)) ?? throw UnknownKey(member.Name);
            var name = writtenByBuild ? setting.ToString() : $"'{setting.Key}' in {path}";
            values.Add(setting.Kind == SettingKind.Attacks
                ? new SettingValue(setting, name, "") { Attacks = Attacks(member.Value) }
                : new SettingValue(setting, name, Text(setting, member.Value)));
        }

        return new SettingValues(values, declaredAt);
    }

    private JsonDocument Parse()
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions
            {
                AllowDuplicateProperties = false,
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
            });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Invalid("does not exist", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Invalid($"cannot be read: {e.Message.TrimEnd('.')}", e);
        }
        catch (JsonException e) when (e.LineNumber is { } line)
        {
            throw Invalid($"is not valid JSON at line {line + 1}, column {e.BytePositionInLine + 1}", e);
        }
        catch (JsonException e)
        {
            throw Invalid($"is not valid JSON: {e.Message.TrimEnd('.')}", e);
        }
    }

    private Dictionary<string, SourceLocation> DeclaredAt(JsonElement root)
    {
        var declaredAt = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        if (!root.TryGetProperty(DeclaredAtKey, out var members) || members.ValueKind == JsonValueKind.Null)
        {
            return declaredAt;
        }

        if (members.ValueKind != JsonValueKind.Object)
        {
            throw Invalid($"has a '{DeclaredAtKey}' that is not an object of places such as \"App.csproj(12,5)\"");
        }

        foreach (var member in members.EnumerateObject())
        {
            var location = member.Value.ValueKind == JsonValueKind.String ? SourceLocation.Parse(member.Value.GetString()!) : null;
            declaredAt[member.Name] = location ?? throw Invalid($"says that {member.Name} is declared at {member.Value}, which is not a place such as \"App.csproj(12,5)\"");
        }

        return declaredAt;
    }

    private string Text(Setting setting, JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => throw Invalid($"gives '{setting.Key}' as a JSON {Kind(value)}, where a text, a number or true and false are understood"),
        };
        return setting.Kind switch
        {
            SettingKind.Path => Resolved(text),
            SettingKind.Paths => string.Join(LibTorchFolders.Separator, text.Split(LibTorchFolders.Separator).Select(Resolved)),
            _ => text,
        };
    }

    // Relative to this file. An empty text stays one, to be called that.
    private string Resolved(string text) => text.Length > 0 ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, text) : text;

    private List<AttackSpec> Attacks(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Invalid("gives 'attacks' as something else than a list of objects such as {\"name\": \"PGD\", \"Steps\": 40}");
        }

        return [.. value.EnumerateArray().Select(Attack)];
    }

    private AttackSpec Attack(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
        {
            throw Invalid("has an attack that is not an object with a 'name', such as {\"name\": \"PGD\", \"Steps\": 40}");
        }

        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var option in value.EnumerateObject().Where(member => !member.NameEquals("name")))
        {
            if (!options.TryAdd(option.Name, Text(SettingCatalog.Attacks, option.Value)))
            {
                throw Invalid($"gives {option.Name} of the attack {name} twice");
            }
        }

        return new AttackSpec(name.GetString()!, options);
    }

    private static string Kind(JsonElement value) => value.ValueKind == JsonValueKind.Array ? "list" : "object";

    private GateException UnknownKey(string key) => new(
        Codes.InvalidConfig,
        $"The configuration file {path} has the unknown key '{key}'; {Nearest.Hint(key, [.. SettingCatalog.All.Select(setting => setting.Key)])}");

    private GateException Invalid(string problem, Exception? innerException = null) =>
        new(Codes.InvalidConfig, $"The configuration file {path} {problem}.", innerException);
}
