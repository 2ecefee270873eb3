using System.Text.Json.Serialization;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Tuning;

namespace RobustnessGate.Runner.Workers;

/// <summary>What a worker tells the process that started it: one JSON document a line.</summary>
[JsonDerivedType(typeof(Entered), "entered")]
[JsonDerivedType(typeof(Said), "said")]
[JsonDerivedType(typeof(Began), "began")]
[JsonDerivedType(typeof(Progressed), "progressed")]
[JsonDerivedType(typeof(Ended), "ended")]
[JsonDerivedType(typeof(Identified), "identified")]
[JsonDerivedType(typeof(Measured), "measured")]
[JsonDerivedType(typeof(Tuned), "tuned")]
[JsonDerivedType(typeof(Failed), "failed")]
internal abstract record WorkerEvent;

/// <summary>It went on to another stage.</summary>
internal sealed record Entered(Stage Stage) : WorkerEvent;

/// <summary>It has something to say to the user.</summary>
internal sealed record Said(MessageKind Kind, string? Code, string Text) : WorkerEvent;

/// <summary>It began work that takes long.</summary>
internal sealed record Began(string Title) : WorkerEvent;

/// <summary>How far that work is.</summary>
internal sealed record Progressed(double Share, string Count, string Details) : WorkerEvent;

/// <summary>That work is over.</summary>
internal sealed record Ended : WorkerEvent;

/// <summary>It knows what it would measure, and waits for the word to do so.</summary>
internal sealed record Identified(MeasurementIdentity Identity) : WorkerEvent;

/// <summary>It has measured.</summary>
internal sealed record Measured(ReportDocument Report) : WorkerEvent;

/// <summary>It has trained.</summary>
internal sealed record Tuned(TunedModel Model) : WorkerEvent;

/// <summary>It cannot go on, and knows why.</summary>
internal sealed record Failed(string Code, string Text, string? Setting, string Trace) : WorkerEvent;

/// <summary>How requests and events are written: one line each.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(WorkerEvent))]
internal sealed partial class WorkerJson : JsonSerializerContext;
