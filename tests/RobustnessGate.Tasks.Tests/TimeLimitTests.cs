using System.Globalization;

namespace RobustnessGate.Tasks.Tests;

public sealed class TimeLimitTests
{
    [Theory]
    [InlineData(null, "06:00:00")]
    [InlineData(" ", "06:00:00")]
    [InlineData("30", "00:30:00")]
    [InlineData("0.5", "00:00:30")]
    [InlineData("01:30:00", "01:30:00")]
    [InlineData("2.00:00:00", "2.00:00:00")]
    public void A_limit_is_a_time_or_minutes(string? text, string expected) =>
        Assert.Equal(TimeSpan.Parse(expected, CultureInfo.InvariantCulture), TimeLimit.Parse(text));

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("-00:05:00")]
    [InlineData("soon")]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("1e3")]
    [InlineData("99999999999")]
    [InlineData("30.00:00:00")]
    public void Anything_else_is_refused(string text) => Assert.Null(TimeLimit.Parse(text));

    [Fact]
    public void A_culture_with_decimal_commas_makes_no_difference()
    {
        var before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NumberGroupSeparator = ".";
        CultureInfo.CurrentCulture = commas;
        try
        {
            Assert.Equal(TimeSpan.FromSeconds(30), TimeLimit.Parse("0.5"));
            Assert.Equal("App.csproj(12,5)", new Declaration("App.csproj", 12, 5).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
