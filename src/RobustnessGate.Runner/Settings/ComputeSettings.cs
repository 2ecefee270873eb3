namespace RobustnessGate.Runner.Settings;

/// <summary>What to compute with.</summary>
/// <param name="Device"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
/// <param name="Threads">Threads for libtorch; null lets the tool choose.</param>
/// <param name="Cores">How many it may choose from; null for all that the machine has.</param>
/// <param name="LibTorch">The folders that hold libtorch; null for the one that came with the tool.</param>
internal sealed record ComputeSettings(string Device, int? Threads, int? Cores = null, string? LibTorch = null);
