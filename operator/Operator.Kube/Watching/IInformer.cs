namespace Sonde.Operator.Kube;

/// <summary>An informer of any kind, as the host sees it.</summary>
internal interface IInformer
{
    /// <summary>Kind that it watches.</summary>
    string Kind { get; }

    /// <summary>Whether the first list is complete.</summary>
    bool HasSynced { get; }

    /// <summary>Ends when the first list is complete.</summary>
    Task SyncedAsync(CancellationToken cancellation);

    /// <summary>Lists and watches until cancelled; no failure ends it.</summary>
    Task RunAsync(CancellationToken cancellation);
}
