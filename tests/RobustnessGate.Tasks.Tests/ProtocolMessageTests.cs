using System.Globalization;
using CsCheck;

namespace RobustnessGate.Tasks.Tests;

public sealed class ProtocolMessageTests
{
    [Fact]
    public void A_message_has_kind_code_place_link_and_text()
    {
        var message = ProtocolMessage.Parse("##robustness-gate|error|RG1001|App.csproj|12|5|https://example.org/RG1001|45%25 %7C of%0Athem");

        Assert.Equal(new ProtocolMessage(MessageKind.Error, "RG1001", "App.csproj", 12, 5, "https://example.org/RG1001", "45% | of\nthem"), message);
    }

    [Fact]
    public void A_message_may_lack_a_place()
    {
        var message = ProtocolMessage.Parse("##robustness-gate|info||||||done");

        Assert.Equal(new ProtocolMessage(MessageKind.Info, "", "", 0, 0, "", "done"), message);
    }

    [Theory]
    [InlineData("##robustness-gate|error|RG1001")]
    [InlineData("##robustness-gate|fatal|RG1001|f|1|1|h|t")]
    [InlineData("##robustness-gate|error|RG1001|f|one|1|h|t")]
    [InlineData("##robustness-gate|error|RG1001|f|-1|1|h|t")]
    [InlineData("##robustness-gate|error|RG1001|f|1|1|h|t|extra")]
    [InlineData("##robustness-gate|error|RG1001|f|1|1|h|50% robust")]
    [InlineData("##robustness-gate|error|RG1001|f|1|1|h|50%2")]
    public void A_broken_protocol_line_is_recognised_but_not_read(string line)
    {
        Assert.True(ProtocolMessage.IsProtocolLine(line));
        Assert.Null(ProtocolMessage.Parse(line));
    }

    [Fact]
    public void Every_message_survives_escaping()
    {
        var text = Gen.Char.Array.Select(chars => new string(chars));
        var kind = Gen.Enum<MessageKind>();
        var place = Gen.Int[0, int.MaxValue];
        Gen.Select(kind, text, text, place, place, text, text)
            .Select((k, code, file, line, column, link, words) => new ProtocolMessage(k, code, file, line, column, link, words))
            .Sample(message => ProtocolMessage.Parse(Write(message)) == message);
    }

    [Fact]
    public void No_text_makes_the_parser_throw()
    {
        Gen.Char["#robustnegat-|%0123457CADrwinfp \r\n\0ö"].Array
            .Select(chars => new string(chars))
            .Sample(text =>
            {
                _ = ProtocolMessage.Parse(text);
                _ = ProtocolMessage.Parse("##robustness-gate|" + text);
                return ProtocolMessage.Parse("##robustness-gate|error|RG1001|f|1|1|h|" + text) is not { } read || read.Code == "RG1001";
            });
    }

    private static string Write(ProtocolMessage message) => "##robustness-gate|" + string.Join('|', new[]
    {
        message.Kind.ToString().ToLowerInvariant(),
        message.Code,
        message.File,
        message.Line.ToString(CultureInfo.InvariantCulture),
        message.Column.ToString(CultureInfo.InvariantCulture),
        message.HelpLink,
        message.Text,
    }.Select(Escape));

    private static string Escape(string field) => field
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("|", "%7C", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);
}
