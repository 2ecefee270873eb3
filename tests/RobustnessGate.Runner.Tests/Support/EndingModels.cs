using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Support;

/// <summary><see cref="TinyNet"/> with something that ends the process in which it is run.</summary>
public abstract class EndingNet : TinyNet
{
    protected virtual void End()
    {
    }

    public override Tensor forward(Tensor input)
    {
        End();
        return base.forward(input);
    }
}

public sealed class NetThatExits : EndingNet
{
    protected override void End() => Environment.Exit(0);
}

public sealed class NetThatExitsInItsConstructor : EndingNet
{
    public NetThatExitsInItsConstructor() => Environment.Exit(0);
}

public sealed class NetThatFailsFast : EndingNet
{
    protected override void End() => Environment.FailFast("The sensor is not calibrated.");
}

public sealed class NetThatRecurses : EndingNet
{
    protected override void End() => End();
}

public sealed class NetWithAThreadThatThrows : EndingNet
{
    protected override void End()
    {
        var thread = new Thread(() => throw new InvalidOperationException("No camera."));
        thread.Start();
        thread.Join();
        Thread.Sleep(Timeout.Infinite);
    }
}

public sealed class NetThatIsKilled : EndingNet
{
    protected override void End() => Native.Kill();
}

public sealed class NetThatCrashes : EndingNet
{
    protected override void End() => Native.Crash();
}

/// <summary>Multiplies matrices that do not fit, of which libtorch's error ends the process under TorchSharp.</summary>
public sealed class NetThatMultipliesWrongly : EndingNet
{
    public override Tensor forward(Tensor input) => input.reshape(-1, 6).matmul(torch.ones(5, 3));
}

/// <summary>Asks for a gradient where none is recorded, which ends the process under TorchSharp.</summary>
public sealed class NetThatAsksForAGradient : EndingNet
{
    public override Tensor forward(Tensor input) => base.forward(input - autograd.grad([base.forward(input).sum()], [input])[0]);
}

/// <summary>Takes a gradient of its own to classify, and ends the process where it cannot.</summary>
public sealed class NetThatTakesAGradient : EndingNet
{
    public override Tensor forward(Tensor input)
    {
        using var recorded = enable_grad();
        var leaf = input.detach().requires_grad_(true);
        return base.forward(input - 0.01 * autograd.grad([base.forward(leaf).square().sum()], [leaf])[0]);
    }
}

/// <summary>Crashes once, as soon as something is remembered of the run whose folder a variable names.</summary>
public sealed class NetThatCrashesOnce : EndingNet
{
    /// <summary>The variable.</summary>
    public const string Folder = "ROBUSTNESS_GATE_TEST_FOLDER";

    // More than the head of a journal.
    private const int Remembered = 200;

    protected override void End()
    {
        var folder = Environment.GetEnvironmentVariable(Folder)!;
        var mark = Path.Combine(folder, "crashed");
        var journal = new FileInfo(Path.Combine(folder, "measurement.journal"));
        if (journal.Exists && journal.Length > Remembered && !File.Exists(mark))
        {
            File.WriteAllText(mark, "");
            Native.Crash();
        }
    }
}

internal static class Native
{
    private delegate nuint Length(IntPtr text);

    /// <summary>Reads memory that nobody has, in native code: a signal that is only sent is ignored by the runtime.</summary>
    public static void Crash()
    {
        var strlen = NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "strlen");
        _ = Marshal.GetDelegateForFunctionPointer<Length>(strlen)(8);
    }

    /// <summary>What the kernel does to a process when memory runs out.</summary>
    public static void Kill() => Process.GetCurrentProcess().Kill();
}
