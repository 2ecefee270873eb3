namespace RobustnessGate.Attacks;

/// <summary>The form that Carlini and Wagner's attack takes in a norm.</summary>
internal interface ICarliniWagnerForm
{
    void Start(Rows rows);

    void Step(Rows rows);
}
