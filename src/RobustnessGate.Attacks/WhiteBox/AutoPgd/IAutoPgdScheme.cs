namespace RobustnessGate.Attacks;

/// <summary>How Auto-PGD moves in a norm.</summary>
internal interface IAutoPgdScheme
{
    /// <summary>Sets the first candidates and the state.</summary>
    void Start(Rows rows);

    /// <summary>Evaluates the candidates, takes a step, and ends with the last one.</summary>
    void Step(Rows rows, AttackLoss objective);
}
