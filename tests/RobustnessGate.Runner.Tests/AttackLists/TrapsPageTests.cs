using System.Text.RegularExpressions;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.AttackLists;

/// <summary>The page of traps names the test that holds each of them off.</summary>
public sealed partial class TrapsPageTests
{
    [Fact]
    public void Every_trap_has_a_test_and_every_test_that_the_page_names_exists()
    {
        var rows = Repository.Read("docs", "traps.md").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| trap |", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(rows);
        var sources = Directory.EnumerateFiles(Repository.Path("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);
        foreach (var row in rows)
        {
            var tests = TestName().Matches(row);
            Assert.NotEmpty(tests);
            Assert.All(tests, test => Assert.Contains(
                sources[test.Groups["class"].Value], source => source.Contains($" {test.Groups["method"].Value}(", StringComparison.Ordinal)));
        }
    }

    [GeneratedRegex("`(?<class>[A-Za-z]+Tests)\\.(?<method>[A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestName();
}
