using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Tests.Messages;

public class SinkTests
{
    private static readonly Message Failure = new(MessageKind.Error, "robust accuracy 0.412 is below RobustAccuracyMin 0.45.")
    {
        Code = Codes.RobustAccuracyTooLow,
        Location = new SourceLocation("src/App.csproj", 12, 5),
    };

    private static readonly Message Hint = new(MessageKind.Warning, "50 % | of\r\nall: examples, say") { Code = Codes.NothingGated };

    private static readonly Message Step = new(MessageKind.Progress, "40 %");

    [Fact]
    public void Text_is_MSBuild_s_canonical_form()
    {
        Assert.Equal(
            "src/App.csproj(12,5): error RG1001: robust accuracy 0.412 is below RobustAccuracyMin 0.45.",
            Written(writer => new TextSink(writer), Failure));
        Assert.Equal("robustness-gate: warning RG2001: 50 % | of\r\nall: examples, say", Written(writer => new TextSink(writer), Hint));
        Assert.Equal("40 %", Written(writer => new TextSink(writer), Step));
    }

    [Fact]
    public void The_protocol_is_one_line_of_eight_fields()
    {
        Assert.Equal(
            "##robustness-gate|error|RG1001|src/App.csproj|12|5|https://github.com/robustness-gate/robustness-gate/blob/main/docs/errors/RG1001.md|robust accuracy 0.412 is below RobustAccuracyMin 0.45.",
            Written(writer => new ProtocolSink(writer), Failure));
        Assert.Equal(
            "##robustness-gate|warning|RG2001||||https://github.com/robustness-gate/robustness-gate/blob/main/docs/errors/RG2001.md|50 %25 %7C of%0D%0Aall: examples, say",
            Written(writer => new ProtocolSink(writer), Hint));
        Assert.Equal("##robustness-gate|progress||||||40 %25", Written(writer => new ProtocolSink(writer), Step));
    }

    [Fact]
    public void GitHub_gets_annotations()
    {
        Assert.Equal(
            "::error file=src/App.csproj,line=12,col=5,title=RG1001::robust accuracy 0.412 is below RobustAccuracyMin 0.45.",
            Written(writer => new GitHubSink(writer), Failure));
        Assert.Equal("::warning title=RG2001::50 %25 | of%0D%0Aall: examples, say", Written(writer => new GitHubSink(writer), Hint));
        Assert.Equal("40 %", Written(writer => new GitHubSink(writer), Step));
    }

    [Fact]
    public void GitHub_s_properties_escape_what_separates_them()
    {
        var message = Failure with { Location = new SourceLocation("C:\\a,b.csproj", 1, 2) };
        Assert.StartsWith("::error file=C%3A\\a%2Cb.csproj,line=1,col=2,", Written(writer => new GitHubSink(writer), message), StringComparison.Ordinal);
    }

    [Fact]
    public void What_GitHub_would_not_show_as_an_annotation_is_text()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var sink = new GitHubSink(writer);
        for (var i = 0; i < 12; i++)
            sink.Write(Hint);
        sink.Write(Failure);
        var lines = writer.ToString().Split('\n');
        Assert.Equal(10, lines.Count(line => line.StartsWith("::warning ", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line.StartsWith("robustness-gate: warning RG2001: ", StringComparison.Ordinal)));
        Assert.Single(lines, line => line.StartsWith("::error ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("::error::x")]
    [InlineData("a\n::set-env name=PATH::x")]
    [InlineData("a\r \t::stop-commands::x")]
    [InlineData("a ##[error]x")]
    public void Text_holds_no_command_for_GitHub(string text)
    {
        var written = Written(writer => new GitHubSink(writer), new Message(MessageKind.Info, text));
        Assert.DoesNotMatch(@"(^|[\r\n])\s*::|##\[", written);
        Assert.Equal(text, written.Replace("\u200b", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Quiet", "error warning")]
    [InlineData("Normal", "error warning info progress")]
    [InlineData("Diagnostic", "error warning info progress detail")]
    public void Verbosity_leaves_out_what_is_not_asked_for(string verbosity, string heard)
    {
        using var writer = new StringWriter { NewLine = " " };
        var log = new MessageLog(new TextSink(writer), Enum.Parse<Verbosity>(verbosity));
        log.Error(Codes.Cancelled, "error");
        log.Warning(Codes.NothingGated, "warning");
        log.Info("info");
        log.Progress("progress");
        log.Detail("detail");
        Assert.Equal(heard, string.Join(' ', writer.ToString().Split([' ', ':']).Intersect(["error", "warning", "info", "progress", "detail"])));
    }

    [Theory]
    [InlineData("App.csproj(12,5)", "App.csproj", 12, 5)]
    [InlineData("dir (old)/App (1).csproj(1,2)", "dir (old)/App (1).csproj", 1, 2)]
    public void Places_are_read_as_MSBuild_writes_them(string text, string file, int line, int column)
    {
        var place = SourceLocation.Parse(text);
        Assert.Equal(new SourceLocation(file, line, column), place);
        Assert.Equal(text, place!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("App.csproj")]
    [InlineData("(1,2)")]
    [InlineData("App.csproj(1)")]
    [InlineData("App.csproj(99999999999,1)")]
    public void Other_places_are_none(string text)
    {
        Assert.Null(SourceLocation.Parse(text));
    }

    private static string Written(Func<TextWriter, IMessageSink> sink, Message message)
    {
        using var writer = new StringWriter();
        sink(writer).Write(message);
        return writer.ToString()[..^writer.NewLine.Length];
    }
}
