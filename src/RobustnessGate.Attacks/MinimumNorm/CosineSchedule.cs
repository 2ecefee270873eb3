namespace RobustnessGate.Attacks;

/// <summary>Half a period of a cosine from one number to another.</summary>
internal static class CosineSchedule
{
    /// <summary>The number at an iteration, counted from 0, of so many.</summary>
    public static double At(int iteration, int iterations, double from, double to) =>
        to + (from - to) * (1 + Math.Cos(Math.PI * iteration / iterations)) / 2;
}
