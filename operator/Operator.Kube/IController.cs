namespace Sonde.Operator.Kube;

/// <summary>A controller of any kind, as the host sees it.</summary>
internal interface IController
{
    /// <summary>Works for one term of leadership: every entity is looked at once, then as the queue tells.</summary>
    Task RunAsync(CancellationToken cancellation);
}
