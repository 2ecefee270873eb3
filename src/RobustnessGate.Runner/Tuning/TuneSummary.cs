using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.ProgressViews;
using Spectre.Console;

namespace RobustnessGate.Runner.Tuning;

/// <summary>What a training came to, for a reader.</summary>
internal static class TuneSummary
{
    /// <summary>In one line.</summary>
    public static string Line(TunedModel tuned)
    {
        var best = tuned.Manifest.Curve.First(epoch => epoch.Epoch == tuned.Manifest.BestEpoch);
        return FormattableString.Invariant($"tuned checkpoint {Shown(tuned)}: epoch {best.Epoch}, held-out clean accuracy {best.CleanAccuracy:0.000}, robust accuracy {best.RobustAccuracy:0.000}");
    }

    /// <summary>As a table of the epochs.</summary>
    public static void Write(IAnsiConsole console, TunedModel tuned)
    {
        var manifest = tuned.Manifest;
        var request = manifest.Request;
        console.WriteLine($"{request.Method} from {request.Parent.Name} on {request.Examples} examples of {request.TrainingData.Name}, {request.HeldOut} held out");
        console.WriteLine(FormattableString.Invariant($"{request.ThreatModel.Norm} within {request.ThreatModel.Epsilon}; seed {request.Seed}; {request.Environment.Device}, {request.Environment.Threads} threads"));
        console.WriteLine();
        var table = new Table().Border(TableBorder.None).AddColumn("epoch");
        foreach (var name in new[] { "loss", "clean accuracy", "robust accuracy", "learning rate", "forward", "backward", "seconds" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var epoch in manifest.Curve)
        {
            table.AddRow(
                FormattableString.Invariant($"{epoch.Epoch}{(epoch.Epoch == manifest.BestEpoch ? " (kept)" : "")}{(epoch.RolledBack ? " (went back)" : "")}"),
                epoch.Loss is { } loss ? FormattableString.Invariant($"{loss:0.0000}") : "",
                FormattableString.Invariant($"{epoch.CleanAccuracy:0.000}"),
                FormattableString.Invariant($"{epoch.RobustAccuracy:0.000}"),
                FormattableString.Invariant($"{epoch.LearningRate:0.0e+0}"),
                FormattableString.Invariant($"{epoch.ForwardPasses:N0}"),
                FormattableString.Invariant($"{epoch.BackwardPasses:N0}"),
                FormattableString.Invariant($"{epoch.Seconds:N1}"));
        }

        console.Write(table);
        console.WriteLine();
        console.WriteLine(FormattableString.Invariant($"ended: {manifest.End}; cost: {manifest.Cost.ForwardPasses:N0} forward and {manifest.Cost.BackwardPasses:N0} backward passes, {Duration.Text(TimeSpan.FromSeconds(manifest.Cost.Seconds))}"));
        console.WriteLine($"checkpoint: {Shown(tuned)}");
    }

    private static string Shown(TunedModel tuned) => ShownPath.Of(tuned.Path);
}
