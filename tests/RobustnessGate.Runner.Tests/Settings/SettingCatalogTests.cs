using System.Text.Json.Nodes;
using NJsonSchema;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Settings;

public class SettingCatalogTests
{
    private static readonly string[] NotSettings = ["$schema", "mode", "declaredAt"];

    private static JsonNode SchemaDocument => JsonNode.Parse(Repository.Read("docs", "gate.schema.json"))!;

    [Fact]
    public void The_schema_describes_each_setting_in_the_catalogue_s_words()
    {
        var described = SchemaDocument["properties"]!.AsObject()
            .Where(property => !NotSettings.Contains(property.Key))
            .Select(property => (property.Key, (string?)property.Value!["description"]));
        Assert.Equal(SettingCatalog.All.Select(setting => (setting.Key, (string?)setting.Help)), described);
    }

    [Fact]
    public async Task The_schema_accepts_a_configuration_and_rejects_a_misspelt_one()
    {
        var schema = await JsonSchema.FromJsonAsync(SchemaDocument.ToJsonString(), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate("""
            { "checkpoint": "m.pt", "dataset": "d.npz", "epsilon": "8/255", "attacks": [ { "name": "PGD", "Steps": 40 } ],
              "robustAccuracyMin": 0.45, "shuffle": "true", "mode": "warn", "declaredAt": { "RobustAccuracyMin": "App.csproj(12,5)" } }
            """));
        Assert.NotEmpty(schema.Validate("""{ "epsilom": "8/255" }"""));
        Assert.NotEmpty(schema.Validate("""{ "robustAccuracyMin": 45 }"""));
    }

    [Fact]
    public void The_table_of_settings_is_the_catalogue()
    {
        static string Code(string? name) => name is null ? "" : $"`{name}`";
        var expected = SettingCatalog.All.Select(setting =>
            $"| {Code(setting.Property)} | {Code(setting.Option)} | `{setting.Key}` | {setting.Help} | {(setting.Required ? "required" : setting.Default)} |");
        var listed = Repository.Read("docs", "settings.md").Split('\n').SkipWhile(line => line != "|---|---|---|---|---|").Skip(1).TakeWhile(line => line.Length > 0);
        Assert.Equal(expected, listed);
    }

    [Fact]
    public void The_readme_names_every_property_with_its_option()
    {
        // An attack is an item, shown below the table; tuning comes later.
        var expected = SettingCatalog.All
            .Where(setting => setting is { Property: not (null or "RobustnessAttack"), Option: not null })
            .Select(setting => $"| `{setting.Property}` | `{setting.Option}` |");
        var listed = Repository.Read("README.md").Split('\n')
            .Where(line => line.StartsWith("| `R", StringComparison.Ordinal) || line.StartsWith("| `A", StringComparison.Ordinal) || line.StartsWith("| `C", StringComparison.Ordinal))
            .Select(line => string.Concat(line.Split('|').Take(3).Select(cell => cell + "|")))
            .Where(row => row.Contains("--", StringComparison.Ordinal));
        Assert.Equal(expected.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_two_settings_share_a_name()
    {
        foreach (var names in new[] { SettingCatalog.All.Select(s => s.Key), SettingCatalog.All.Select(s => s.Option), SettingCatalog.All.Select(s => s.Property) })
        {
            var given = names.OfType<string>().ToList();
            Assert.Equal(given.Count, given.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        }
    }
}
