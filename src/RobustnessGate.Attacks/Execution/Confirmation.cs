using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Looks at what was found in passes of its own: a success counts only where the model is fooled there, too.</summary>
/// <param name="victim">The model.</param>
/// <param name="reachesTarget">Success means reaching the target, not just leaving the true class.</param>
/// <param name="draws">How often a random model is asked; most of the answers decide.</param>
internal sealed class Confirmation(Victim victim, bool reachesTarget, int draws)
{
    /// <summary>What the looks cost.</summary>
    public PassCount Passes { get; private set; }

    /// <summary>Whether the model answers at random.</summary>
    public bool IsRandom => draws > 1;

    /// <summary>Whether a predicted class, −1 where the output is not finite, means success.</summary>
    public bool Succeeds(long predicted, long classOrTarget) => predicted < 0 || (predicted == classOrTarget) == reachesTarget;

    /// <summary>The class that each of some inputs [M, ...] gets; null where it does not succeed.</summary>
    /// <param name="inputs">The inputs, on the model's device, which pass the model together.</param>
    /// <param name="classesOrTargets">The true class of each, or its target.</param>
    public long?[] Predict(Tensor inputs, ReadOnlySpan<long> classesOrTargets)
    {
        using var scope = NewDisposeScope();
        var before = victim.Passes;
        var answers = new Scores[draws];
        for (var draw = 0; draw < draws; draw++)
            answers[draw] = new Scores(victim.Logits(inputs));
        Passes += victim.Passes - before;
        var predicted = new long?[classesOrTargets.Length];
        for (var row = 0; row < predicted.Length; row++)
            predicted[row] = MostOf(answers, row, classesOrTargets[row]);
        return predicted;
    }

    private long? MostOf(Scores[] answers, int row, long classOrTarget)
    {
        var predicted = Array.ConvertAll(answers, answer => answer.Predicted(row));
        if (predicted is [var only])
            return Succeeds(only, classOrTarget) ? only : null;
        var successes = Array.FindAll(predicted, answer => Succeeds(answer, classOrTarget));
        return 2 * successes.Length > predicted.Length ? successes.CountBy(answer => answer).MaxBy(pair => pair.Value).Key : null;
    }
}
