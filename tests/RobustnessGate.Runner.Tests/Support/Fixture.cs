namespace RobustnessGate.Runner.Tests.Support;

/// <summary>Files committed beside the tests; <c>Fixtures/make.py</c> made the small ones.</summary>
internal static class Fixture
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);
}
