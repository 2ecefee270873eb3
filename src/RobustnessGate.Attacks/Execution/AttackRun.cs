using System.Diagnostics;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Runs one attack on the examples of a batch, restart by restart, on those not yet broken.</summary>
internal static class AttackRun
{
    public static AttackRunResult Run(
        Attack attack, Victim victim, ThreatModel threat, ActiveExamples examples, long seed, CancellationToken cancellation)
    {
        if (!attack.Supports(threat.Norm))
            throw new ArgumentException($"{attack.Name} is not defined in the norm {threat.Norm}.", nameof(attack));
        var clock = Stopwatch.StartNew();
        var before = victim.Passes;
        var recorder = new SuccessRecorder(victim, threat, examples.Targets is not null);
        for (var run = 0; run < attack.Runs; run++)
        {
            using var scope = NewDisposeScope();
            var broken = recorder.Witnesses.Select(witness => witness.Index).ToHashSet();
            var left = Enumerable.Range(0, examples.Indices.Count).Where(row => !broken.Contains(examples.Indices[row])).ToList();
            if (left.Count == 0)
                break;
            var survivors = examples.Select(left);
            var random = new RowRandom(seed, attack.Name, run, survivors.Indices, victim.Device);
            var rows = new Rows(victim, threat, survivors, random, recorder, cancellation);
            Drive(attack, rows);
        }

        return new AttackRunResult(recorder.Witnesses, victim.Passes - before - recorder.Passes, recorder.Passes,
            clock.Elapsed.TotalSeconds, recorder.ZeroGradients, recorder.Unconfirmed);
    }

    private static void Drive(Attack attack, Rows rows)
    {
        try
        {
            attack.Start(rows);
            while (rows.Count > 0)
            {
                using var scope = NewDisposeScope();
                attack.Step(rows);
                rows.Iteration++;
            }
        }
        finally
        {
            rows.Release();
        }
    }
}

/// <summary>What one attack did to one batch.</summary>
internal sealed record AttackRunResult(
    IReadOnlyList<Witness> Witnesses, PassCount Passes, PassCount VerificationPasses, double Seconds, long ZeroGradients, long Unconfirmed);
