using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Reports.JUnit;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Reports.JUnit;

public class JUnitViewTests
{
    /// <summary>What Jenkins' schema (junit-10.xsd) allows of each element that the view writes: its attributes, the required ones first, and its children.</summary>
    private static readonly Dictionary<string, (string[] Required, string[] Optional, string[] Children)> Schema = new()
    {
        ["testsuites"] = ([], ["name", "time", "tests", "failures", "errors"], ["testsuite"]),
        ["testsuite"] = (["name", "tests", "failures", "errors"], ["skipped", "time", "timestamp", "hostname", "id", "package", "file", "log", "url", "group"], ["testsuite", "properties", "testcase", "system-out", "system-err"]),
        ["testcase"] = (["name"], ["time", "classname", "group"], ["skipped", "error", "failure", "system-out", "system-err"]),
        ["failure"] = ([], ["type", "message"], []),
        ["error"] = ([], ["type", "message"], []),
        ["skipped"] = ([], ["type", "message"], []),
    };

    [Theory]
    [InlineData("fail", "invariant")]
    [InlineData("fail", "comma")]
    [InlineData("invalid", "invariant")]
    public void The_view_is_the_same_in_every_culture(string kind, string culture)
    {
        var report = kind == "fail" ? SampleReport.Failed : SampleReport.Invalid;
        var text = Culture.In(culture == "comma" ? Culture.Comma : CultureInfo.InvariantCulture, () => JUnitView.Render(report));
        Snapshot.Verify("Reports/JUnit", kind, text, "xml");
    }

    [Fact]
    public void A_crossed_threshold_fails_its_case_with_the_error_line()
    {
        var failure = Assert.Single(Document(SampleReport.Failed).Descendants("failure"));
        Assert.Equal("RobustAccuracyMin", (string?)failure.Parent!.Attribute("name"));
        Assert.Equal(
            "App.csproj(12,5): error RG1001: robust accuracy 0.400 is below RobustAccuracyMin 0.45 (2 of 5 examples robust; weakest point: PGD broke 2).",
            (string?)failure.Attribute("message"));
    }

    [Fact]
    public void What_cannot_be_believed_is_an_error_and_its_thresholds_are_skipped()
    {
        var cases = Document(SampleReport.Invalid).Descendants("testcase").Select(each => ((string)each.Attribute("name")!, each.Elements().SingleOrDefault()?.Name.LocalName));
        Assert.Equal([("measurement", "error"), ("RobustAccuracyMin", "skipped")], cases);
    }

    [Fact]
    public void Whatever_a_report_holds_the_view_is_XML_as_Jenkins_takes_it()
    {
        HostileReport.Text.Array[8].Sample(
            texts =>
            {
                var next = 0;
                var document = Document(HostileReport.Of(SampleReport.Failed, (key, old) => key == "setting" ? old : texts[next++ % texts.Length]));
                Assert.Equal(3, document.Descendants("testcase").Count());
                Assert.Single(document.Descendants("failure"));
                RequireSchema(document.Root!);
            },
            iter: 1250);
    }

    private static XDocument Document(ReportDocument report) => XDocument.Parse(JUnitView.Render(report));

    private static void RequireSchema(XElement element)
    {
        var (required, optional, children) = Schema[element.Name.LocalName];
        var attributes = element.Attributes().Select(attribute => attribute.Name.LocalName).ToList();
        Assert.Empty(required.Except(attributes));
        Assert.Empty(attributes.Except([.. required, .. optional]));
        Assert.Empty(element.Elements().Select(child => child.Name.LocalName).Except(children));
        Assert.All(element.Elements(), RequireSchema);
    }
}
