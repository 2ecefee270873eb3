using System.Text.Json;
using CsCheck;

namespace RobustnessGate.Tasks.Tests;

public sealed class JsonDocumentMemberTests
{
    [Theory]
    [InlineData("""{"verdict":"pass"}""", "pass")]
    [InlineData("""{"nested":{"verdict":"pass"},"verdict" : "fail","list":["verdict","pass"]}""", "fail")]
    [InlineData("""{"a":"verdict","b":"pass"}""", null)]
    [InlineData("""{"nested":{"verdict":"pass"}}""", null)]
    [InlineData("""{"text":"\"verdict\":\"pass\""}""", null)]
    [InlineData("""{"verdict":true}""", null)]
    [InlineData("""{"verdict":"pass", """, null)]
    [InlineData("""{"verdict":"pass","a":{}""", null)]
    [InlineData("""{"verdict":"pass","a":[}""", null)]
    [InlineData("""{"verdict":"pass"}}""", null)]
    [InlineData("""{"verdict":"pa""", null)]
    [InlineData("", null)]
    public void The_member_is_the_top_level_one_of_a_whole_document(string json, string? expected) =>
        Assert.Equal(expected, JsonDocumentMember.Read(json, "verdict"));

    [Fact]
    public void No_beginning_of_a_report_has_a_verdict()
    {
        var report = JsonSerializer.Serialize(new { schemaVersion = "1", verdict = "pass", metrics = new { text = "a \" } ö", list = new[] { 1, 2 } } });

        Assert.Equal("pass", JsonDocumentMember.Read(report, "verdict"));
        Gen.Int[0, report.Length - 1].Sample(length => JsonDocumentMember.Read(report[..length], "verdict") is null);
    }
}
