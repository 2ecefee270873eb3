using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Reports.Sarif;

/// <summary>The report as SARIF 2.1.0, in the form that GitHub's code scanning takes: an alert for each crossed threshold and each diagnostic.</summary>
internal static class SarifView
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    public static string Render(ReportDocument report) => Render(report, "");

    /// <param name="report">The report.</param>
    /// <param name="folder">The project's folder, from the repository's root: places in the report start at the one, alerts at the other.</param>
    public static string Render(ReportDocument report, string folder)
    {
        IReadOnlyList<Finding> findings = [.. Finding.Of(report, folder)];
        Code[] rules = [.. Codes.All.Where(IsJudgement).UnionBy(findings.Select(finding => finding.Rule), code => code.Id)];
        var log = new JsonObject
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "RobustnessGate",
                        ["informationUri"] = "https://github.com/robustness-gate/robustness-gate",
                        ["version"] = PlainText.Of(report.Environment.Tool),
                        ["rules"] = new JsonArray([.. rules.Select(Rule)]),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. findings.Select(finding => Result(finding, report, Array.FindIndex(rules, rule => rule.Id == finding.Rule.Id)))]),
            }),
        };
        return log.ToJsonString(ReportFile.Json.Options) + "\n";
    }

    // What a run can say about a model, said or not: thresholds and doubts.
    private static bool IsJudgement(Code code) => code.Id.StartsWith("RG1", StringComparison.Ordinal) || code.Id.StartsWith("RG2", StringComparison.Ordinal);

    private static JsonObject Rule(Code code) => new()
    {
        ["id"] = code.Id,
        ["name"] = RuleName.Of(code),
        ["shortDescription"] = new JsonObject { ["text"] = $"{code.Title}." },
        ["fullDescription"] = new JsonObject { ["text"] = $"{code.Title}. The page of {code.Id} says what it means and what to do." },
        ["help"] = new JsonObject
        {
            ["text"] = $"What {code.Id} means and what to do: {code.HelpLink}",
            ["markdown"] = $"[What {code.Id} means and what to do]({code.HelpLink})",
        },
        ["helpUri"] = code.HelpLink,
        ["defaultConfiguration"] = new JsonObject { ["level"] = Level(code.ExitCode != ExitCode.Pass) },
        ["properties"] = new JsonObject { ["tags"] = new JsonArray("robustness"), ["precision"] = "very-high" },
    };

    private static JsonObject Result(Finding finding, ReportDocument report, int ruleIndex) => new()
    {
        ["ruleId"] = finding.Rule.Id,
        ["ruleIndex"] = ruleIndex,
        ["level"] = Level(finding.IsError),
        ["message"] = new JsonObject { ["text"] = finding.Text },
        ["locations"] = new JsonArray(new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = new JsonObject { ["uri"] = finding.Uri },
                ["region"] = new JsonObject { ["startLine"] = finding.Line },
            },
        }),
        // GitHub tells an alert from others by this one alone, and makes its own from the line's text where there is none.
        ["partialFingerprints"] = new JsonObject { ["primaryLocationLineHash"] = Fingerprint(finding, report) },
    };

    /// <summary>The same as long as the same model is accused of the same, whatever the numbers are and wherever the threshold moves.</summary>
    private static string Fingerprint(Finding finding, ReportDocument report)
    {
        string[] identity = [finding.Rule.Id, report.Inputs.Checkpoint.Name, report.Inputs.Dataset.Name, report.ThreatModel.Norm];
        return $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', identity))))[..16]}:1";
    }

    private static string Level(bool isError) => isError ? "error" : "warning";
}
