using CsCheck;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Settings;

/// <summary>Whatever is written, the only exception that comes out is the one with a code and a sentence.</summary>
public class ParsingFuzzTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String,
        Gen.String["0123456789.,/;=%-+eE naNiIfty"],
        Gen.Double.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Any_text_of_any_setting_parses_or_is_explained()
    {
        Gen.Select(Gen.OneOf([.. SettingCatalog.All.Where(setting => setting.Kind != SettingKind.Attacks)]), Text)
            .Sample((setting, text) => ParsesOrIsExplained(() => SettingsParser.Parse(Given.Options((setting, text)))));
    }

    [Fact]
    public void Any_attack_parses_or_is_explained()
    {
        Gen.OneOf(Text, Text.Select(text => "PGD;" + text), Text.Select(text => "PGD;Steps=" + text))
            .Sample(text => ParsesOrIsExplained(() => SettingsParser.Parse(Given.Attacks(null, text))));
    }

    [Fact]
    public void Any_configuration_file_parses_or_is_explained()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "gate.json");
        var key = Gen.OneOf(Gen.OneOf([.. SettingCatalog.All.Select(setting => setting.Key), "declaredAt", "mode"]), Gen.String["abc"]);
        var value = Gen.OneOf(
            Text.Select(text => System.Text.Json.JsonSerializer.Serialize(text)),
            Gen.OneOf("null", "true", "1e999", "[]", "{}", "[{}]", "[{\"name\":1}]", "[{\"name\":\"PGD\",\"Steps\":[]}]", "{\"a\":\"b(1,1)\"}", "\"\\ud800\""));
        var members = Gen.Select(key, value, (name, content) => $"\"{name}\":{content}").Array[0, 4];
        Gen.OneOf(members.Select(list => $"{{{string.Join(',', list)}}}"), Gen.String).Sample(
            content =>
            {
                File.WriteAllText(file, content);
                return ParsesOrIsExplained(() => SettingsParser.Parse(ConfigFile.Read(file)));
            },
            threads: 1);
    }

    private static bool ParsesOrIsExplained(Func<GateSettings> parse)
    {
        try
        {
            var settings = parse();
            return double.IsFinite(settings.ThreatModel.Epsilon) && settings.ThreatModel.Epsilon > 0
                && settings.Thresholds.RobustAccuracyMin is null or (>= 0 and <= 1);
        }
        catch (GateException e)
        {
            return e.Message.Length > 0 && e.Code.ExitCode != ExitCode.Pass;
        }
    }
}
