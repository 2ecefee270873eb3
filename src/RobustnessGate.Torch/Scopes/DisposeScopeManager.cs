namespace TorchSharp;

/// <summary>The stack of dispose scopes of one thread.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? threadSingleton;

    public static ThreadDisposeScopeStatistics Statistics => ThreadSingleton.StatisticsInstance;

    internal static DisposeScopeManager ThreadSingleton => threadSingleton ??= new DisposeScopeManager();

    internal ThreadDisposeScopeStatistics StatisticsInstance { get; } = new();

    internal DisposeScope? CurrentDisposeScope { get; private set; }

    internal DisposeScope? RegisterOnCurrentDisposeScope(torch.Tensor tensor)
    {
        if (CurrentDisposeScope is not { } scope)
        {
            StatisticsInstance.CreatedOutsideScopeCount++;
            return null;
        }

        StatisticsInstance.CreatedInScopeCount++;
        _ = scope.Disposables.Add(tensor);
        return scope;
    }

    internal void CountDisposal(torch.Tensor tensor)
    {
        if (tensor.OwningDisposeScope is null)
        {
            StatisticsInstance.DisposedOutsideScopeCount++;
        }
        else
        {
            StatisticsInstance.DisposedInScopeCount++;
        }
    }

    internal DisposeScope NewDisposeScope() => CurrentDisposeScope = new DisposeScope(this);

    /// <summary>Takes a scope off the stack, also when an inner one was left undisposed.</summary>
    internal void RemoveDisposeScope(DisposeScope removed)
    {
        if (ReferenceEquals(CurrentDisposeScope, removed))
        {
            CurrentDisposeScope = removed.OuterScope;
            return;
        }

        for (var scope = CurrentDisposeScope; scope is not null; scope = scope.OuterScope)
        {
            if (ReferenceEquals(scope.OuterScope, removed))
            {
                scope.OuterScope = removed.OuterScope;
                return;
            }
        }
    }
}
