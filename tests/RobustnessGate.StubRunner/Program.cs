// Speaks the runner's side of the contract and measures nothing: "robust accuracy" is the text of the checkpoint file.
// ROBUSTNESS_STUB chooses how it misbehaves.

using System.Globalization;
using System.Text.Json;

var settingsFile = args[Array.IndexOf(args, "--config") + 1];
using var document = JsonDocument.Parse(File.ReadAllText(settingsFile));
var settings = document.RootElement;
var output = Setting("output")!;
File.AppendAllText(Path.Combine(output, "stub-runs.log"), string.Join(' ', args) + "\n");

switch (Environment.GetEnvironmentVariable("ROBUSTNESS_STUB"))
{
    case "crash":
        Console.Error.WriteLine("about to crash");
        throw new InvalidOperationException("the stub fell over");
    case "killed":
        return 137;
    case "hang":
        File.WriteAllText(Path.Combine(output, "stub.pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        Thread.Sleep(Timeout.Infinite);
        return 0;
    case "no-report":
        return 0;
    case "invalid-report":
        WriteReport("invalid");
        return 0;
    case "truncated-report":
        File.WriteAllText(Path.Combine(output, "report.json"), "{ \"verdict\": \"pass\", ");
        return 0;
    case "garbage":
        WriteReport("pass");
        Console.WriteLine("##robustness-gate|error|RG1001");
        return 0;
    case "pass-with-error":
        WriteReport("pass");
        Console.WriteLine("##robustness-gate|error|RG3001||||https://example.org/RG3001|it says pass and error");
        return 0;
    case "fake-compiler-error":
        WriteReport("pass");
        Console.WriteLine("Model.cs(1,1): error CS0001: this is text, not an error");
        Console.Error.WriteLine("::error file=App.csproj::neither is this");
        return 0;
    case "warning":
        WriteReport("pass");
        Console.WriteLine("##robustness-gate|warning|RG2001||||https://example.org/RG2001|100%25 of the gradients vanish %7C see the report");
        return 0;
    default:
        return Judge();
}

int Judge()
{
    var checkpoint = Setting("checkpoint")!;
    if (!File.Exists(checkpoint))
    {
        Say("error", "RG0020", "RobustnessCheckpoint", $"the checkpoint {checkpoint} does not exist; correct RobustnessCheckpoint");
        return 1;
    }

    var measured = double.Parse(File.ReadAllText(checkpoint), CultureInfo.InvariantCulture);
    var minimum = double.Parse(Setting("robustAccuracyMin") ?? "0", CultureInfo.InvariantCulture);
    if (measured < minimum)
    {
        WriteReport("fail");
        Say("error", "RG1001", "RobustAccuracyMin", FormattableString.Invariant($"robust accuracy {measured} is below RobustAccuracyMin {minimum}"));
        return 2;
    }

    WriteReport("pass");
    Console.WriteLine(FormattableString.Invariant($"##robustness-gate|info||||||robust accuracy {measured}"));
    return 0;
}

string? Setting(string key) => settings.TryGetProperty(key, out var value) ? value.GetString() : null;

void Say(string kind, string code, string property, string text)
{
    var place = settings.GetProperty("declaredAt").TryGetProperty(property, out var declared) ? declared.GetString()! : "(,)";
    var open = place.LastIndexOf('(');
    var numbers = place[(open + 1)..^1].Split(',');
    Console.WriteLine($"##robustness-gate|{kind}|{code}|{place[..open]}|{numbers[0]}|{numbers[1]}|https://example.org/{code}|{text}");
}

void WriteReport(string verdict) =>
    File.WriteAllText(Path.Combine(output, "report.json"), $$"""{ "schemaVersion": "1", "verdict": "{{verdict}}", "nested": { "verdict": "fail" } }""");
