namespace RobustnessGate.Runner.Tests.Support;

/// <summary>Compares a text with the one committed beside the tests, by Verify's conventions: <c>Name.verified.txt</c> is
/// committed, <c>Name.received.txt</c> is what came instead. <c>SNAPSHOT_ACCEPT=1</c> accepts, except on CI.</summary>
internal static class Snapshot
{
    public static void Verify(string folder, string name, string received, string extension = "txt")
    {
        var verifiedPath = Repository.Path("tests", "RobustnessGate.Runner.Tests", folder, $"{name}.verified.{extension}");
        var receivedPath = verifiedPath.Replace(".verified.", ".received.", StringComparison.Ordinal);
        var text = received.ReplaceLineEndings("\n");
        if (File.Exists(verifiedPath) && File.ReadAllText(verifiedPath).ReplaceLineEndings("\n") == text)
        {
            File.Delete(receivedPath);
            return;
        }

        if (IsSet("SNAPSHOT_ACCEPT") && !IsSet("CI"))
        {
            File.WriteAllText(verifiedPath, text);
            return;
        }

        // Written before failing: otherwise there is nothing to compare or accept.
        File.WriteAllText(receivedPath, text);
        Assert.Fail($"{name} differs from its snapshot. To accept: cp '{receivedPath}' '{verifiedPath}'\n\nreceived:\n{text}");
    }

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
