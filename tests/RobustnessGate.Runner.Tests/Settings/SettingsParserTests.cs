using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Settings;

public class SettingsParserTests
{
    [Theory]
    [InlineData("8/255", 8.0 / 255)]
    [InlineData(" 8 / 255 ", 8.0 / 255)]
    [InlineData("0.03", 0.03)]
    [InlineData(".5", 0.5)]
    [InlineData("1e-2", 0.01)]
    [InlineData("1", 1.0)]
    [InlineData("0.5/2", 0.25)]
    public void Epsilon_is_a_decimal_or_a_fraction(string text, double expected)
    {
        Assert.Equal(expected, SettingsParser.Parse(Given.Options((SettingCatalog.Epsilon, text))).ThreatModel.Epsilon);
    }

    [Theory]
    [InlineData("0", "--epsilon is '0', which is not positive; write a positive decimal or a fraction, such as 0.03 or 8/255.")]
    [InlineData("-8/255", "--epsilon is '-8/255', which is not positive; write a positive decimal or a fraction, such as 0.03 or 8/255.")]
    [InlineData("8/0", "--epsilon is '8/0', which divides by zero; write a fraction such as 8/255.")]
    [InlineData("8/255/2", "--epsilon is '8/255/2', which has more than one '/'; write one fraction, such as 8/255.")]
    [InlineData("0,03", "--epsilon is '0,03', with a decimal comma; write 0.03.")]
    [InlineData("NaN", "--epsilon is 'NaN', which is not a number; write a decimal or a fraction, such as 0.03 or 8/255.")]
    [InlineData("Infinity", "--epsilon is 'Infinity', which is not a number; write a decimal or a fraction, such as 0.03 or 8/255.")]
    [InlineData("8/", "--epsilon is '8/', which is not a number; write a decimal or a fraction, such as 0.03 or 8/255.")]
    [InlineData("eight", "--epsilon is 'eight', which is not a number; write a decimal or a fraction, such as 0.03 or 8/255.")]
    [InlineData("8", "--epsilon is '8', which is more than the whole range of input values, 0 to 1; for a number of grey levels write a fraction, such as 8/255.")]
    public void An_unusable_epsilon_is_explained(string text, string sentence)
    {
        var error = Given.Rejected(SettingCatalog.Epsilon, text);
        Assert.Equal((Codes.InvalidEpsilon, sentence, "RobustnessEpsilon"), (error.Code, error.Message, error.Setting));
    }

    [Fact]
    public void Epsilon_may_exceed_the_range_of_one_value_in_norms_that_add_values_up()
    {
        var settings = SettingsParser.Parse(Given.Options((SettingCatalog.Epsilon, "3"), (SettingCatalog.Norm, "L2")));
        Assert.Equal(3, settings.ThreatModel.Epsilon);
    }

    [Fact]
    public void Epsilon_may_fill_a_wider_range()
    {
        var settings = SettingsParser.Parse(Given.Options((SettingCatalog.Epsilon, "2"), (SettingCatalog.Bounds, "-1,1")));
        Assert.Equal(2, settings.ThreatModel.Epsilon);
    }

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("1", 1.0)]
    [InlineData("0.45", 0.45)]
    [InlineData("4.5e-1", 0.45)]
    public void Thresholds_are_fractions_of_one(string text, double expected)
    {
        var settings = SettingsParser.Parse(Given.Options((SettingCatalog.RobustAccuracyMin, text)));
        Assert.Equal(expected, settings.Thresholds.RobustAccuracyMin);
    }

    [Theory]
    [InlineData("45", "--robust-accuracy-min is '45', but it is a fraction of 1: 45 % is 0.45.")]
    [InlineData("45.9", "--robust-accuracy-min is '45.9', but it is a fraction of 1: 45.9 % is 0.459.")]
    [InlineData("45%", "--robust-accuracy-min is '45%', but it is a fraction of 1: 45 % is 0.45.")]
    [InlineData("0.5 %", "--robust-accuracy-min is '0.5 %', but it is a fraction of 1: 0.5 % is 0.005.")]
    [InlineData("0,45", "--robust-accuracy-min is '0,45', with a decimal comma; write 0.45.")]
    [InlineData("-0.1", "--robust-accuracy-min is '-0.1', which is not between 0 and 1; write a fraction of 1, such as 0.45.")]
    [InlineData("450", "--robust-accuracy-min is '450', which is not between 0 and 1; write a fraction of 1, such as 0.45.")]
    [InlineData("NaN", "--robust-accuracy-min is 'NaN', which is not a number; write a fraction from 0 to 1, such as 0.45.")]
    [InlineData("high", "--robust-accuracy-min is 'high', which is not a number; write a fraction from 0 to 1, such as 0.45.")]
    public void An_unusable_threshold_is_explained(string text, string sentence)
    {
        var error = Given.Rejected(SettingCatalog.RobustAccuracyMin, text);
        Assert.Equal((Codes.InvalidThreshold, sentence, "RobustAccuracyMin"), (error.Code, error.Message, error.Setting));
    }

    [Fact]
    public void Every_threshold_reaches_its_own_limit()
    {
        var settings = SettingsParser.Parse(Given.Options(
            (SettingCatalog.RobustAccuracyMin, "0.1"),
            (SettingCatalog.AttackSuccessRateMax, "0.2"),
            (SettingCatalog.CleanAccuracyMin, "0.3"),
            (SettingCatalog.RobustAccuracyMaxDrop, "0.4"),
            (SettingCatalog.Baseline, "baseline.json")));
        Assert.Equal(new Thresholds(0.1, 0.2, 0.3, 0.4), settings.Thresholds);
    }

    [Fact]
    public void A_limited_drop_needs_a_baseline()
    {
        var error = Given.Rejected(SettingCatalog.RobustAccuracyMaxDrop, "0.1");
        Assert.Equal(Codes.MissingSetting, error.Code);
        Assert.Contains("--baseline <file>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_value_is_an_error_so_that_an_empty_variable_cannot_switch_a_threshold_off()
    {
        var error = Given.Rejected(SettingCatalog.RobustAccuracyMin, " ");
        Assert.Equal("--robust-accuracy-min is empty; give it a value or leave it out.", error.Message);
    }

    [Theory]
    [InlineData("0,1", 0.0, 1.0)]
    [InlineData("-1, 1", -1.0, 1.0)]
    [InlineData("-2.5,2.5", -2.5, 2.5)]
    public void Bounds_are_two_numbers(string text, double lower, double upper)
    {
        Assert.Equal(new Bounds(lower, upper), SettingsParser.Parse(Given.Options((SettingCatalog.Bounds, text))).ThreatModel.Bounds);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0;1")]
    [InlineData("0,1,2")]
    [InlineData("0,5,1,5")]
    [InlineData("0,NaN")]
    [InlineData("1,0")]
    [InlineData("1,1")]
    public void Other_bounds_are_rejected(string text)
    {
        Assert.Equal(Codes.InvalidBounds, Given.Rejected(SettingCatalog.Bounds, text).Code);
    }

    [Theory]
    [InlineData("Linf")]
    [InlineData("linf")]
    [InlineData(" L2")]
    public void Norms_are_found_in_any_case(string text)
    {
        Assert.Equal(text.Trim(), SettingsParser.Parse(Given.Options((SettingCatalog.Norm, text))).ThreatModel.Norm.Name, ignoreCase: true);
    }

    [Theory]
    [InlineData("Lnif", "--norm is 'Lnif', which is not a norm; did you mean 'Linf'?")]
    [InlineData("euclidean", "--norm is 'euclidean', which is not a norm; the known ones are Linf, L2, L1, L0.")]
    public void An_unknown_norm_gets_the_nearest_name(string text, string sentence)
    {
        var error = Given.Rejected(SettingCatalog.Norm, text);
        Assert.Equal((Codes.UnknownNorm, sentence), (error.Code, error.Message));
    }

    [Fact]
    public void A_norm_that_a_listed_attack_lacks_is_rejected()
    {
        var error = Given.Rejected(Given.Attacks(suite: null, "JSMA"));
        Assert.Equal(
            (Codes.UnknownAttack, "RobustnessNorm", "JSMA is not defined in Linf; choose another norm, or list attacks that are."),
            (error.Code, error.Setting, error.Message));
    }

    [Fact]
    public void In_L0_epsilon_counts_features()
    {
        var error = Given.Rejected(Given.Options((SettingCatalog.Norm, "L0"), (SettingCatalog.Epsilon, "0.5")));
        Assert.Equal(Codes.InvalidEpsilon, error.Code);
    }

    [Fact]
    public void Without_a_suite_it_is_the_default() =>
        Assert.Equal("standard", SettingsParser.Parse(Given.Options((SettingCatalog.Suite, null))).Suite.Name);

    [Theory]
    [InlineData("Linf", "PGD, PGD, PGD, FAB-T, Square")]
    [InlineData("L1", "APGD-CE, APGD-T, FAB-T, Square")]
    [InlineData("L0", "JSMA, FMN")]
    public void A_suite_has_the_attacks_of_the_norm(string norm, string attacks)
    {
        var settings = SettingsParser.Parse(Given.Options((SettingCatalog.Suite, "standard"), (SettingCatalog.Norm, norm), (SettingCatalog.Epsilon, "1")));
        Assert.Equal(attacks, string.Join(", ", settings.Suite.Attacks.Select(attack => attack.Name)));
    }

    [Fact]
    public void A_suite_without_attacks_in_the_norm_says_so()
    {
        var error = Given.Rejected(Given.Options((SettingCatalog.Suite, "rand"), (SettingCatalog.Norm, "L0"), (SettingCatalog.Epsilon, "3")));
        Assert.Equal((Codes.UnknownAttack, "No attack of the suite rand is defined in L0; choose another norm, or list attacks that are."), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("standrad", "--suite is 'standrad', which is not a suite; did you mean 'standard'?")]
    [InlineData("everything", "--suite is 'everything', which is not a suite; the known ones are quick, standard, plus, rand, blackbox, classic, custom.")]
    public void An_unknown_suite_gets_the_nearest_name(string text, string sentence)
    {
        var error = Given.Rejected(SettingCatalog.Suite, text);
        Assert.Equal((Codes.UnknownAttack, sentence), (error.Code, error.Message));
    }

    [Fact]
    public void A_custom_suite_without_attacks_is_rejected()
    {
        Assert.Equal(Codes.MissingSetting, Given.Rejected(SettingCatalog.Suite, "custom").Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("custom")]
    [InlineData("Custom")]
    public void Listed_attacks_make_the_suite_custom(string? suite)
    {
        var settings = SettingsParser.Parse(Given.Attacks(suite, "PGD;Steps=3", "pgd"));
        Assert.Equal("custom", settings.Suite.Name);
        Assert.Equal(["PGD", "PGD"], settings.Suite.Attacks.Select(attack => attack.Name));
    }

    [Fact]
    public void Listed_attacks_and_another_suite_contradict_each_other()
    {
        var error = Given.Rejected(Given.Attacks("classic", "PGD"));
        Assert.Equal(Codes.InvalidSetting, error.Code);
        Assert.Contains("leave one of the two out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_attack_gets_the_nearest_name()
    {
        var error = Given.Rejected(Given.Attacks(null, "PDG"));
        Assert.Equal((Codes.UnknownAttack, "There is no attack 'PDG'; did you mean 'PGD'?"), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("PGD;Stepz=3")]
    [InlineData("PGD;Steps=0")]
    [InlineData("PGD;Steps=many")]
    public void An_unusable_attack_option_is_rejected(string spec)
    {
        Assert.Equal(Codes.InvalidAttackOption, Given.Rejected(Given.Attacks(null, spec)).Code);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("1000", 1000)]
    [InlineData("all", null)]
    [InlineData("ALL", null)]
    public void Samples_is_a_count_or_all(string text, int? expected)
    {
        Assert.Equal(expected, SettingsParser.Parse(Given.Options((SettingCatalog.Samples, text))).Samples);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("99999999999")]
    [InlineData("many")]
    public void Counts_are_whole_numbers_from_one(string text)
    {
        Assert.Equal(Codes.InvalidSetting, Given.Rejected(SettingCatalog.Samples, text).Code);
        Assert.Equal(Codes.InvalidSetting, Given.Rejected(SettingCatalog.BatchSize, text).Code);
        Assert.Equal(Codes.InvalidSetting, Given.Rejected(SettingCatalog.Threads, text).Code);
    }

    [Fact]
    public void Seeds_are_whole_numbers_of_either_sign()
    {
        Assert.Equal(-7, SettingsParser.Parse(Given.Options((SettingCatalog.Seed, "-7"))).Seed);
        Assert.Equal(Codes.InvalidSetting, Given.Rejected(SettingCatalog.Seed, "0.5").Code);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("cpu")]
    [InlineData("cuda")]
    [InlineData("cuda:1")]
    public void Devices_are_known_by_name(string text)
    {
        Assert.Equal(text, SettingsParser.Parse(Given.Options((SettingCatalog.Device, text.ToUpperInvariant()))).Compute.Device);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:")]
    [InlineData("cpu:0")]
    public void Other_devices_are_rejected(string text)
    {
        Assert.Equal(Codes.InvalidDevice, Given.Rejected(SettingCatalog.Device, text).Code);
    }

    [Theory]
    [InlineData("Never", null)]
    [InlineData("never", null)]
    [InlineData("OnFailure", "RG0010")]
    [InlineData("Always", "RG0010")]
    [InlineData("Sometimes", "RG0001")]
    public void Training_continues_when_asked_to_and_given_data(string text, string? code)
    {
        var values = Given.Options((SettingCatalog.FineTune, text));
        Assert.Equal(code, (Record.Exception(() => SettingsParser.Parse(values)) as GateException)?.Code.Id);
    }

    [Fact]
    public void Switches_are_true_or_false()
    {
        Assert.True(SettingsParser.Parse(Given.Options((SettingCatalog.Shuffle, "True"))).Shuffle);
        Assert.False(SettingsParser.Parse(Given.Options((SettingCatalog.Shuffle, "false"))).Shuffle);
        Assert.Equal(Codes.InvalidSetting, Given.Rejected(SettingCatalog.Shuffle, "yes").Code);
    }

    [Fact]
    public void A_model_class_needs_its_assembly()
    {
        Assert.Equal(Codes.MissingSetting, Given.Rejected(SettingCatalog.Model, "Shop.Classifier").Code);
        var settings = SettingsParser.Parse(Given.Options((SettingCatalog.Model, "Shop.Classifier"), (SettingCatalog.Assembly, "Shop.dll")));
        Assert.Equal(("Shop.Classifier", "Shop.dll"), (settings.Checkpoint.Class, settings.Checkpoint.Assembly));
    }

    [Fact]
    public void A_curve_is_traced_only_where_it_is_asked_for()
    {
        Assert.Null(SettingsParser.Parse(Given.Options()).Curve);
        Assert.NotEmpty(SettingsParser.Parse(Given.Options((SettingCatalog.Curve, "true"))).Curve!.Attacks);
    }

    [Fact]
    public void Required_settings_are_asked_for_by_every_name_they_have()
    {
        foreach (var setting in SettingCatalog.All.Where(setting => setting.Required))
        {
            var error = Given.Rejected(Given.Options((setting, null)));
            Assert.Equal(
                (Codes.MissingSetting, $"{setting.Property} is not set; give it in the project file or as {setting.Option} <{setting.Hint}>."),
                (error.Code, error.Message));
        }
    }

    [Fact]
    public void Numbers_are_read_alike_in_every_culture()
    {
        var values = Given.Options((SettingCatalog.RobustAccuracyMin, "0.45"), (SettingCatalog.Seed, "-1"), (SettingCatalog.Bounds, "-1.5,1.5"));
        var settings = Culture.In(Culture.Comma, () => SettingsParser.Parse(values));
        Assert.Equal((0.45, -1, new Bounds(-1.5, 1.5)), (settings.Thresholds.RobustAccuracyMin, settings.Seed, settings.ThreatModel.Bounds));
    }

    [Fact]
    public void What_is_wrong_reads_alike_in_every_culture()
    {
        var error = Culture.In(Culture.Comma, () => Given.Rejected(SettingCatalog.RobustAccuracyMin, "45.9"));
        Assert.EndsWith("45.9 % is 0.459.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all", "html markdown sarif junit")]
    [InlineData("none", "")]
    [InlineData("html", "html")]
    [InlineData("junit,html", "html junit")]
    [InlineData("SARIF; Markdown", "markdown sarif")]
    [InlineData("html html,", "html")]
    public void Views_are_listed_in_any_order(string text, string expected)
    {
        Assert.Equal(expected, string.Join(' ', SettingsParser.Parse(Given.Options((SettingCatalog.Reports, text))).Reports.Select(view => view.Name)));
    }

    [Theory]
    [InlineData("htm", "--reports is 'htm', and 'htm' is no view of a report; did you mean 'html'?")]
    [InlineData("html,none", "--reports is 'html,none', and 'none' is no view of a report; the known ones are html, markdown, sarif, junit.")]
    [InlineData("pdf", "--reports is 'pdf', and 'pdf' is no view of a report; the known ones are html, markdown, sarif, junit, all, none.")]
    [InlineData(",", "--reports is ',', and ',' is no view of a report; the known ones are html, markdown, sarif, junit, all, none.")]
    public void A_view_that_there_is_not_is_explained(string text, string sentence)
    {
        var error = Given.Rejected(SettingCatalog.Reports, text);
        Assert.Equal((Codes.InvalidSetting, sentence, "RobustnessReports"), (error.Code, error.Message, error.Setting));
    }

    [Theory]
    [InlineData("auto", null)]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    public void Slices_are_a_number_or_left_to_their_price(string text, int? expected)
    {
        Assert.Equal(expected, SettingsParser.Parse(Given.Options((SettingCatalog.Slices, text))).Slices);
    }

    [Fact]
    public void Fewer_slices_than_none_are_explained()
    {
        Assert.Equal("--slices is '-1', which is not a whole number from 0 to 2147483647, or auto.", Given.Rejected(SettingCatalog.Slices, "-1").Message);
    }
}
