using System.Text.RegularExpressions;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Settings.Parsing;

/// <summary>Where the model runs, by name; whether it exists is found out later.</summary>
internal static partial class DeviceName
{
    /// <exception cref="GateException">RG0012: the name is none the tool knows.</exception>
    public static string Parse(SettingValue value)
    {
        var name = value.Text.Trim().ToLowerInvariant();
        return Known().IsMatch(name)
            ? name
            : throw value.Invalid(Codes.InvalidDevice, "which is not a device; write auto, cpu, cuda or cuda:N, where N counts from 0.");
    }

    [GeneratedRegex("^(auto|cpu|cuda(:[0-9]{1,3})?)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Known();
}
