using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Looks at inputs alone: a success counts only where the model is fooled by it in a pass of its own.</summary>
/// <param name="victim">The model.</param>
/// <param name="reachesTarget">Success means reaching the target, not just leaving the true class.</param>
/// <param name="draws">How often a random model is asked; most of the answers decide.</param>
internal sealed class Confirmation(Victim victim, bool reachesTarget, int draws)
{
    /// <summary>What the looks cost.</summary>
    public PassCount Passes { get; private set; }

    /// <summary>Whether a predicted class, −1 where the output is not finite, means success.</summary>
    public bool Succeeds(long predicted, long classOrTarget) => predicted < 0 || (predicted == classOrTarget) == reachesTarget;

    /// <summary>The class that an input [1, ...] gets; null where it does not succeed.</summary>
    public long? Predict(Tensor input, long classOrTarget)
    {
        using var scope = NewDisposeScope();
        var before = victim.Passes;
        var answers = new long[draws];
        for (var draw = 0; draw < draws; draw++)
            answers[draw] = new Scores(victim.Logits(input.to(victim.Device))).Predicted(0);
        Passes += victim.Passes - before;
        var successes = Array.FindAll(answers, answer => Succeeds(answer, classOrTarget));
        return 2 * successes.Length > draws ? successes.CountBy(answer => answer).MaxBy(pair => pair.Value).Key : null;
    }
}
