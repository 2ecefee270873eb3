using System.Globalization;
using System.Text.RegularExpressions;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Messages;

/// <summary>Every code has a page, and every page a code: those of the tool and those of the build task.</summary>
public partial class ErrorPagesTests
{
    private static IEnumerable<string> AllCodes => Codes.All.Select(code => code.Id).Concat(TaskCodes).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> TaskCodes =>
        CodeText().Matches(Repository.Read("src", "RobustnessGate.Tasks", "Codes.cs")).Select(match => match.Groups["code"].Value);

    private static IEnumerable<string> Pages => Directory.EnumerateFiles(Repository.Path("docs", "errors"), "RG*.md")
        .Select(path => Path.GetFileNameWithoutExtension(path)!)
        .Order(StringComparer.Ordinal);

    [Fact]
    public void Every_code_has_a_page_and_every_page_a_code()
    {
        Assert.Equal(AllCodes, Pages);
    }

    [Fact]
    public void A_page_has_the_code_s_title_and_says_what_to_do()
    {
        foreach (var code in Codes.All)
        {
            var page = Repository.Read("docs", "errors", $"{code}.md");
            Assert.StartsWith($"# {code}: {code.Title}\n", page, StringComparison.Ordinal);
        }

        foreach (var page in Pages.Select(code => Repository.Read("docs", "errors", $"{code}.md")))
        {
            Assert.Contains("\n## What to do\n", page, StringComparison.Ordinal);
            Assert.Contains("\n```text\n", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_index_lists_every_page_with_its_title()
    {
        var expected = Pages.Select(code => $"| [{code}]({code}.md) | {Title(code)} |");
        var listed = Repository.Read("docs", "errors", "README.md").Split('\n').Where(line => line.StartsWith("| [RG", StringComparison.Ordinal));
        Assert.Equal(expected, listed);
    }

    [Fact]
    public void The_index_lists_every_exit_status()
    {
        var listed = ExitStatus().Matches(Repository.Read("docs", "errors", "README.md")).Select(match => int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture));
        var known = typeof(ExitCode).GetFields().Select(field => (int)field.GetRawConstantValue()!).Order();
        Assert.Equal(known, listed);
    }

    [Fact]
    public void No_two_codes_share_an_id()
    {
        Assert.Equal(Codes.All.Count, Codes.All.Select(code => code.Id).Distinct().Count());
    }

    private static string Title(string code) => Repository.Read("docs", "errors", $"{code}.md").Split('\n')[0][$"# {code}: ".Length..];

    [GeneratedRegex(@"^\| (?<status>[0-9]+) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex ExitStatus();

    [GeneratedRegex("\"(?<code>RG[0-9]{4})\"", RegexOptions.ExplicitCapture)]
    private static partial Regex CodeText();
}
