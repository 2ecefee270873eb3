using System.Diagnostics;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Runs one attack on a block of examples: as many together as fit a batch, the others queued to take the places of those
/// that are over. A run that leaves its example unbroken sends it back to the queue for the next one.</summary>
internal static class AttackRun
{
    // Rows join when this share of the batch is free: one at a time would start in batches of one.
    private const double FreeShareToRefill = 0.25;

    /// <summary>Attacks the examples of a block.</summary>
    /// <param name="attack">The attack.</param>
    /// <param name="victim">The model.</param>
    /// <param name="threat">What the attack may do.</param>
    /// <param name="examples">The block's examples that are still unbroken.</param>
    /// <param name="goal">What the attack is run for.</param>
    /// <param name="options">Seed, batch size, cancellation.</param>
    /// <param name="prepared">What <see cref="Attack.Prepare"/> returned.</param>
    public static AttackRunResult Run(
        Attack attack,
        Victim victim,
        ThreatModel threat,
        ActiveExamples examples,
        AttackGoal goal,
        EvaluationOptions options,
        object? prepared = null)
    {
        if (!attack.Supports(threat.Norm))
            throw new ArgumentException($"{attack.Name} is not defined in the norm {threat.Norm}.", nameof(attack));
        using var scope = NewDisposeScope();
        var clock = Stopwatch.StartNew();
        var before = victim.Passes;
        var confirmation = new Confirmation(victim, examples.Targets is not null, options.ConfirmationDraws);
        var recorder = new SuccessRecorder(threat, goal, confirmation, examples);
        var context = new AttackContext
        {
            Attack = attack,
            Goal = goal,
            Victim = victim,
            Threat = threat,
            Coordinates = new Coordinates(threat, victim.Device),
            Examples = examples,
            Recorder = recorder,
            Options = options,
            Prepared = prepared,
        };
        Drive(context);
        recorder.Settle();
        var witnesses = recorder.Witnesses.Chunk(context.Capacity).SelectMany(InEightBits).ToArray();
        return new AttackRunResult(
            witnesses,
            victim.Passes - before - confirmation.Passes,
            confirmation.Passes,
            clock.Elapsed.TotalSeconds,
            recorder.ZeroGradients,
            recorder.ZeroGradientsOnPath,
            recorder.Unconfirmed,
            recorder.NonFiniteOutside,
            recorder.LowestMargins);

        IEnumerable<Witness> InEightBits((int Position, Witness Witness)[] found)
        {
            using var part = NewDisposeScope();
            var survive = EightBit.Survive(
                cat(Array.ConvertAll(found, success => success.Witness.Input), 0),
                examples.Select(Array.ConvertAll(found, success => success.Position)).Clean,
                Array.ConvertAll(found, success => examples.ClassesOrTargets[success.Position]),
                threat,
                confirmation);
            return [.. found.Zip(survive, (success, survives) => success.Witness with { Survives8Bit = survives })];
        }
    }

    private static void Drive(AttackContext context)
    {
        var runs = context.Attack.RunsOn((int)context.Examples.CleanLogits.shape[1]);
        var queue = new Queue<AttackTask>(context.Examples.Indices.Select((index, position) => new AttackTask(position, index, 0, 0)));
        using var rows = new Rows(context, []);
        var isEmpty = true;
        while (queue.Count > 0 || !isEmpty)
        {
            using var scope = NewDisposeScope();
            if (queue.Count > 0 && rows.Count <= context.Capacity * (1 - FreeShareToRefill))
            {
                using var newcomers = new Rows(context, [.. Enumerable.Range(0, Math.Min(queue.Count, context.Capacity - rows.Count)).Select(_ => queue.Dequeue())]);
                context.Attack.Start(newcomers);
                Requeue(newcomers.DropOver());
                rows.Append(newcomers);
            }

            if (rows.Count > 0)
            {
                context.Attack.Step(rows);
                Requeue(rows.EndStep());
            }

            isEmpty = rows.Count == 0;
        }

        void Requeue(IReadOnlyList<AttackTask> ended)
        {
            foreach (var task in ended)
            {
                var margins = context.Recorder.EndRun(task.Position);
                if (task.Run + 1 < runs && !context.Recorder.IsBroken(task.Position) && context.Attack.GoesOn(margins))
                    queue.Enqueue(task with { Run = task.Run + 1, Iteration = 0 });
            }
        }
    }
}
