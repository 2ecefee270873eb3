namespace TorchSharp;

/// <summary>Finds the operation whose backward pass makes a not-a-number, until disposed.</summary>
public class AnomalyMode : IDisposable
{
    private readonly bool wasEnabled;
    private readonly bool checkedNaN;

    public AnomalyMode(bool enabled, bool check_nan = true)
    {
        wasEnabled = IsEnabled;
        checkedNaN = ShouldCheckNaN;
        Set(enabled, check_nan);
    }

    public static bool IsEnabled => NativeSetting.AnomalyEnabled.IsOn();

    public static bool ShouldCheckNaN => NativeSetting.AnomalyCheckNaN.IsOn();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Set(wasEnabled, checkedNaN);
        }
    }

    private static void Set(bool enabled, bool checkNaN)
    {
        NativeSetting.AnomalyEnabled.Write(enabled);
        NativeSetting.AnomalyCheckNaN.Write(checkNaN);
    }
}
