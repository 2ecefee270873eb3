using RobustnessGate.Bench;
using RobustnessGate.Runner.Compute;

// dotnet run -c Release --project bench/RobustnessGate.Bench -- [pgd] [threads] [rounds] [folder with torchattacks]
// dotnet run -c Release --project bench/RobustnessGate.Bench -- standard [model] [norm] [epsilon] [seeds] [threads] [folder with auto-attack]
// dotnet run -c Release --project bench/RobustnessGate.Bench -- training [threads] [rounds]
// dotnet run -c Release --project bench/RobustnessGate.Bench -- threads [rounds] [busy loops beside it]
NativeHeap.KeepFreedMemory();
switch (args)
{
    case ["standard", .. var rest]:
        StandardComparison.Run(rest);
        break;
    case ["training", .. var rest]:
        TrainingComparison.Run(rest);
        break;
    case ["threads", .. var rest]:
        ThreadComparison.Run(rest);
        break;
    case ["pgd", .. var rest]:
        PgdComparison.Run(rest);
        break;
    default:
        PgdComparison.Run(args);
        break;
}
