using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Reports.JUnit;

/// <summary>The report as test results in JUnit's XML, of the form that Jenkins reads: a case for each threshold that is set, and one for whether the
/// measurement can be believed.</summary>
internal static class JUnitView
{
    private const string Tool = "robustness-gate";
    private const string Measurement = "measurement";

    public static string Render(ReportDocument report)
    {
        XElement[] cases = [Validity(report), .. JudgedThreshold.Of(report).Select(judged => Threshold(judged, report))];
        var suite = new XElement(
            "testsuite",
            [
                new XAttribute("name", PlainText.Of(report.Inputs.Checkpoint.Name)),
                .. Counts(cases),
                new XAttribute("skipped", cases.Count(each => each.Element("skipped") is not null)),
                new XAttribute("time", report.Cost.Seconds.ToString("F3", CultureInfo.InvariantCulture)),
                .. cases,
            ]);
        return Text(new XElement("testsuites", [new XAttribute("name", Tool), .. Counts(cases), suite]));
    }

    private static XElement Validity(ReportDocument report)
    {
        var error = report.Diagnostics.FirstOrDefault(diagnostic => Severity.IsError(diagnostic, report));
        return Case(Measurement, error is null ? null : Problem("error", error.Code, Line(error.Code, null, error.Message)));
    }

    private static XElement Threshold(JudgedThreshold judged, ReportDocument report) => Case(judged.Setting.ToString(), judged.Failure switch
    {
        { } failure => Problem("failure", failure.Code, Line(failure.Code, failure.DeclaredAt, failure.Message + ".")),
        _ when report.Verdict == VerdictText.Invalid => new XElement("skipped", new XAttribute("message", "not judged, because the measurement cannot be believed")),
        _ => null,
    });

    private static XElement Case(string name, XElement? problem) =>
        new("testcase", new XAttribute("classname", Tool), new XAttribute("name", name), problem);

    private static XElement Problem(string kind, string code, string line) =>
        new(kind, new XAttribute("type", PlainText.Of(code)), new XAttribute("message", PlainText.Of(line)));

    private static string Line(string code, string? declaredAt, string message) => TextSink.Line(new Message(MessageKind.Error, message)
    {
        Code = Codes.TryFind(code),
        Location = declaredAt is null ? null : SourceLocation.Parse(declaredAt),
    });

    private static IEnumerable<XAttribute> Counts(XElement[] cases) =>
    [
        new("tests", cases.Length),
        new("failures", cases.Count(each => each.Element("failure") is not null)),
        new("errors", cases.Count(each => each.Element("error") is not null)),
    ];

    private static string Text(XElement root)
    {
        using var text = new MemoryStream();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
            root.Save(writer);
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length) + "\n";
    }
}
