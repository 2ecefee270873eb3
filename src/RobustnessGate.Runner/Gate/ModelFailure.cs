using System.Text.RegularExpressions;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Gate;

/// <summary>Turns what a model throws into a message.</summary>
internal static partial class ModelFailure
{
    private const string PythonError = "Error: ";

    public static GateException Explain(Exception exception, Device device, Dataset data, int batchSize)
    {
        var reason = ReasonOf(exception);
        var shape = $"[{string.Join(", ", data.Inputs.shape[1..])}]";
        return exception switch
        {
            GateException known => known,
            ModelOutputException => new(Codes.OutputsDoNotFit, exception.Message, exception) { Setting = SettingCatalog.Checkpoint.ToString() },
            InvalidCastException when exception.Message.Contains("to type 'Tensor'", StringComparison.Ordinal) => new(Codes.OutputsDoNotFit, "The model returns something other than one tensor of class scores; wrap it in one that picks them.", exception) { Setting = SettingCatalog.Checkpoint.ToString() },
            _ when IsOutOfMemory(exception) => new(Codes.OutOfMemory, $"Memory ran out on {device} with batches of {batchSize}; set RobustnessBatchSize (--batch-size) to a smaller number.", exception) { Setting = SettingCatalog.BatchSize.ToString() },
            _ when AboutShapes().IsMatch(reason) => new(Codes.ShapeDoesNotFit, $"The model does not accept inputs of shape {shape}: {reason}; check that the dataset and the checkpoint belong together.", exception) { Setting = SettingCatalog.Dataset.ToString() },
            _ => new(Codes.ModelThrew, $"The model failed on a batch of {Math.Min(batchSize, data.Indices.Count)} inputs of shape {shape}: {reason}.", exception) { Setting = SettingCatalog.Checkpoint.ToString() },
        };
    }

    private static bool IsOutOfMemory(Exception exception) =>
        exception is OutOfMemoryException
        || exception.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
        || exception.Message.Contains("can't allocate memory", StringComparison.OrdinalIgnoreCase);

    // TorchScript begins with its own traceback; what the operator said comes after the last "RuntimeError: ".
    private static string ReasonOf(Exception exception)
    {
        var start = exception.Message.LastIndexOf(PythonError, StringComparison.Ordinal);
        return start < 0 ? Reason.Of(exception) : Reason.Of(new InvalidOperationException(exception.Message[(start + PythonError.Length)..]));
    }

    [GeneratedRegex(@"\b(shapes?|sizes?|dimensions?|dims?|channels|mat1|[0-9]-?D)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex AboutShapes();
}
