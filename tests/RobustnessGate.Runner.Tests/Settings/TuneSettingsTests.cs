using CsCheck;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Tests.Settings;

public class TuneSettingsTests
{
    [Theory]
    [InlineData("30min", 30)]
    [InlineData("90 m", 90)]
    [InlineData("1.5H", 90)]
    [InlineData("120s", 2)]
    [InlineData("00:45:00", 45)]
    public void A_budget_is_a_time(string text, double minutes) =>
        Assert.Equal((TimeSpan.FromMinutes(minutes), (long?)null), Budget(text));

    [Theory]
    [InlineData("2000000passes", 2_000_000)]
    [InlineData("2e6 passes", 2_000_000)]
    [InlineData("1pass", 1)]
    public void A_budget_is_a_number_of_passes(string text, long passes) => Assert.Equal(((TimeSpan?)null, (long?)passes), Budget(text));

    [Theory]
    [InlineData("0min")]
    [InlineData("0passes")]
    [InlineData("00:00:00")]
    [InlineData("-5min")]
    [InlineData("30")]
    [InlineData("soon")]
    [InlineData("1e30h")]
    [InlineData("1e400passes")]
    public void Other_budgets_are_refused(string text) => Assert.Equal(Codes.InvalidSetting, Rejected((SettingCatalog.Budget, text)).Code);

    [Fact]
    public void No_text_upsets_the_budget() => Gen.String.Sample(text =>
    {
        var thrown = Record.Exception(() => Parse((SettingCatalog.Budget, "x" + text)));
        Assert.IsType<GateException>(thrown);
    });

    [Fact]
    public void A_method_has_options_and_settings_stand_for_some()
    {
        var recipe = Parse((SettingCatalog.Method, "TRADES;beta=3;ema=0.99;optimizer=sgd"), (SettingCatalog.Epochs, "5"), (SettingCatalog.LearningRate, "1/100")).Recipe;
        Assert.Equal(3, Assert.IsType<TradesTraining>(recipe.Method).Beta);
        Assert.Equal((5, 0.01, OptimizerChoice.Sgd, 0.99), (recipe.Optimization.Epochs, recipe.Optimization.LearningRate, recipe.Optimization.Optimizer, recipe.Regularization.Ema));
    }

    [Theory]
    [InlineData("trade", "There is no training method 'trade'; did you mean 'trades'?")]
    [InlineData("pgd;Beta=6", "The method pgd has no option Beta; *")]
    [InlineData("trades;Beta=-1", "trades has Beta '-1'; expected a number or a fraction such as 2/255 of at least 0.")]
    [InlineData("pgd;Attack=DeepFool", "pgd has Attack 'DeepFool', which does not work within a budget*")]
    [InlineData("pgd;Attack=PDG", "pgd has Attack 'PDG'. There is no attack 'PDG'; *")]
    [InlineData("pgd;Ema=0.9;Swa=0.5", "pgd has both Ema and Swa, *")]
    [InlineData("pgd;Milestones=0.5,2", "The milestones are '0.5,2'; *")]
    [InlineData("pgd;AlsoWithin=L7:1", "AlsoWithin is 'L7:1'; *")]
    [InlineData("Steps=2", "The training method 'Steps=2' does not begin with the training method's name; write it as \"trades;Beta=6\".")]
    public void A_recipe_that_makes_no_sense_is_refused(string text, string sentence)
    {
        var rejected = Rejected((SettingCatalog.Method, text));
        Assert.Equal(Codes.InvalidRecipe, rejected.Code);
        Assert.True(System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(sentence, rejected.Message), rejected.Message);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    public void Epochs_are_counted(string text) => Assert.Equal(Codes.InvalidRecipe, Rejected((SettingCatalog.Epochs, text)).Code);

    [Theory]
    [InlineData("0")]
    [InlineData("-0.1")]
    [InlineData("0,1")]
    public void A_learning_rate_is_positive(string text) => Assert.Equal(Codes.InvalidRecipe, Rejected((SettingCatalog.LearningRate, text)).Code);

    [Fact]
    public void The_same_thing_is_said_once() =>
        Assert.Equal(Codes.InvalidRecipe, Rejected((SettingCatalog.Method, "pgd;Epochs=3"), (SettingCatalog.Epochs, "4")).Code);

    private static (TimeSpan?, long?) Budget(string text)
    {
        var settings = Parse((SettingCatalog.Budget, text));
        return (settings.Time, settings.Passes);
    }

    private static TuneSettings Parse(params (Setting, string?)[] options) => SettingsParser.ParseTuning(Given.Options([(SettingCatalog.TrainingData, "train.npz"), .. options]));

    private static GateException Rejected(params (Setting, string?)[] options) => Assert.Throws<GateException>(() => Parse(options));
}
