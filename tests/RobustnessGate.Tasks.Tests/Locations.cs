using System.Reflection;

namespace RobustnessGate.Tasks.Tests;

internal static class Locations
{
    /// <summary>The built stub runner's assembly.</summary>
    public static string StubRunner { get; } = Metadata("StubRunner");

    public static string Targets { get; } = Path.Combine(Metadata("RepositoryRoot"), "build", "RobustnessGate.targets");

    public static string Props { get; } = Path.Combine(Metadata("RepositoryRoot"), "build", "RobustnessGate.props");

    public static string TasksAssembly { get; } = typeof(PrepareRobustnessGate).Assembly.Location;

    private static string Metadata(string key) =>
        typeof(Locations).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
