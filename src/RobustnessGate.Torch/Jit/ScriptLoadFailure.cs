using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Tells a TorchScript file that is too new for this libtorch from one that is broken.</summary>
internal static class ScriptLoadFailure
{
    /// <summary>What libtorch says when a file uses a format, an operator or a type that came after it.</summary>
    private static readonly string[] SignsOfNewerPyTorch =
    [
        "but the maximum supported version for reading is",
        "produced by a newer",
        "Your PyTorch installation may be too old",
        "Unknown builtin op",
        "Unknown type name",
        "Unknown type constructor",
    ];

    internal static ExternalException Explain(string file, string message)
    {
        if (!SignsOfNewerPyTorch.Any(sign => message.Contains(sign, StringComparison.Ordinal)))
        {
            return new ExternalException(message);
        }

        var version = torch.__version__;
        var reason = message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[0].TrimEnd('.');
        return new ExternalException(
            $"{file} was written by a newer PyTorch than the libtorch here ({version}): {reason}. Install a newer libtorch and rebuild, or re-export the model with PyTorch {version} or older.",
            new ExternalException(message));
    }
}
