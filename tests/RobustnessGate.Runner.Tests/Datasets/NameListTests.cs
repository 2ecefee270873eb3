using CsCheck;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Datasets;

public sealed class NameListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cat\ndog")]
    [InlineData("cat\ndog\n")]
    [InlineData("cat\r\ndog\r\n")]
    [InlineData("\uFEFFcat\ndog\n")]
    [InlineData("  cat \ndog\n\n\n")]
    public void A_name_stands_on_each_line(string text) => Assert.Equal(["cat", "dog"], Read(text).Names);

    [Fact]
    public void Any_language_will_do() => Assert.Equal(["Turnschuh", "靴", "T-shirt/top <b>"], Read("Turnschuh\n靴\nT-shirt/top <b>").Names);

    [Theory]
    [InlineData("", "Line 1 of the list")]
    [InlineData("cat\n\ndog", "Line 2 of the list")]
    [InlineData("cat\n \ndog", "Line 2 of the list")]
    [InlineData("cat\ndog\0", "Line 2 of the list")]
    [InlineData("cat\ndo\tg", "Line 2 of the list")]
    public void A_line_without_a_name_is_said_to_be_one(string text, string place) =>
        Assert.StartsWith(place, Expect.Gate(Codes.ClassNamesUnusable, () => Read(text)), StringComparison.Ordinal);

    [Fact]
    public void A_line_too_long_for_a_name_is_said_to_be_one()
    {
        Assert.Equal(200, Read($"cat\n{new string('x', 200)}").Names[1].Length);
        var message = Expect.Gate(Codes.ClassNamesUnusable, () => Read($"cat\n{new string('x', 201)}"));
        Assert.Contains("Line 2 of the list of class names", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_such_list_is_explained()
    {
        Assert.Contains("does not exist", Expect.Gate(Codes.ClassNamesUnusable, () => NameList.Read(_folder.File("absent.txt"), InputKind.ClassNames)), StringComparison.Ordinal);
        Assert.Contains("is a folder", Expect.Gate(Codes.ClassNamesUnusable, () => NameList.Read(_folder.Path, InputKind.ClassNames)), StringComparison.Ordinal);
        Assert.Contains("is not UTF-8 text", Expect.Gate(Codes.ClassNamesUnusable, () => NameList.Read(_folder.Write("names.txt", [0xFF, 0xFE, 0x63, 0x00]), InputKind.ClassNames)), StringComparison.Ordinal);
        Assert.Contains("is larger than 16 MiB", Expect.Gate(Codes.ClassNamesUnusable, () => Read(new string('x', (16 << 20) + 1))), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_names_are_an_error_and_too_many_are_none()
    {
        var names = Read("cat\ndog");
        names.RequireForClasses(1, "the model");
        names.RequireForClasses(2, "the model");
        Assert.Contains("has 2 lines, but the model has 3 classes;", Expect.Gate(Codes.ClassNamesUnusable, () => names.RequireForClasses(3, "the model")), StringComparison.Ordinal);
    }

    [Fact]
    public void Features_have_a_name_each_and_no_name_is_left_over()
    {
        var names = Read("age\nincome", InputKind.FeatureNames);
        names.RequireForFeatures(2);
        var few = Expect.Gate(Codes.FeatureNamesUnusable, () => names.RequireForFeatures(3));
        Assert.EndsWith("names.txt' has 2 lines, but an example has 3 features; give each a line, in the order of its values.", few, StringComparison.Ordinal);
        Assert.StartsWith("The list of feature names", Expect.Gate(Codes.FeatureNamesUnusable, () => names.RequireForFeatures(1)), StringComparison.Ordinal);
        Assert.StartsWith("Line 2 of the list of feature names", Expect.Gate(Codes.FeatureNamesUnusable, () => Read("age\n\nincome", InputKind.FeatureNames)), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.Byte.Array[0, 40].Sample(
        bytes =>
        {
            try
            {
                Assert.All(NameList.Read(_folder.Write("names.txt", bytes), InputKind.ClassNames).Names, Assert.NotEmpty);
            }
            catch (GateException e)
            {
                Assert.Equal(Codes.ClassNamesUnusable, e.Code);
            }
        },
        iter: 1000,
        threads: 1);

    private NameList Read(string text, InputKind? kind = null) => NameList.Read(_folder.Write("names.txt", text), kind ?? InputKind.ClassNames);
}
