using System.Text.Json.Serialization;
using RobustnessGate.Runner.AttackLists;
using RobustnessGate.Runner.History;
using RobustnessGate.Runner.Reports.Html.Charts;
using RobustnessGate.Runner.SelfTest;
using RobustnessGate.Runner.Snapshots;
using RobustnessGate.Runner.Tuning;

namespace RobustnessGate.Runner.Reports;

/// <summary>How reports are written: keys in the documents' order, LF, numbers that read back to the same bits.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ReportDocument))]
[JsonSerializable(typeof(MeasurementIdentity))]
[JsonSerializable(typeof(AttackListDocument))]
[JsonSerializable(typeof(SelfTestDocument))]
[JsonSerializable(typeof(TunedManifestDocument))]
[JsonSerializable(typeof(TuningIdentity))]
[JsonSerializable(typeof(ChartData))]
[JsonSerializable(typeof(SnapshotDocument))]
[JsonSerializable(typeof(HistoryEntry))]
internal sealed partial class ReportJson : JsonSerializerContext;
