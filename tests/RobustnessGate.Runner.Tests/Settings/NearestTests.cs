using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Tests.Settings;

public class NearestTests
{
    [Theory]
    [InlineData("epsilom", "epsilon")]
    [InlineData("EPSILON", "epsilon")]
    [InlineData("espilon", "epsilon")]
    [InlineData("robustAccuracyMn", "robustAccuracyMin")]
    [InlineData("zebra", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_close_or_none(string name, string? expected)
    {
        Assert.Equal(expected, Nearest.To(name, SettingCatalog.All.Select(setting => setting.Key)));
    }
}
