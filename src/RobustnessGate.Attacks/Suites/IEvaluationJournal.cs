namespace RobustnessGate.Attacks;

/// <summary>Remembers what attacks did to blocks of examples, so that an evaluation that was interrupted goes on where it stopped.</summary>
public interface IEvaluationJournal
{
    /// <summary>What an attack did to a block; null when that is not known yet.</summary>
    /// <param name="block">The block's number.</param>
    /// <param name="attack">The attack's position in its suite.</param>
    AttackRunResult? Find(int block, int attack);

    /// <summary>Notes what an attack did to a block.</summary>
    /// <param name="block">The block's number.</param>
    /// <param name="attack">The attack's position in its suite.</param>
    /// <param name="result">What it did.</param>
    void Add(int block, int attack, AttackRunResult result);
}
