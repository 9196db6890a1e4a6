namespace Sonde.Operator.Api;

/// <summary>Commands at the begin and limits at the end of an instance's life.</summary>
public sealed record HookSpec
{
    /// <summary>Your own initializer, one word an item; it runs once in each instance before the first request. With start Initializer the agent's start is chained before it.</summary>
    [Items(64, Min = 1), AtomicList, ItemLength(4096)]
    public List<string>? InitializerCommand { get; set; }

    /// <summary>Seconds that the initializer may take.</summary>
    [Bounds(1, 600)]
    public int? InitializerTimeoutSeconds { get; set; }

    /// <summary>Seconds that the server's answer to GET /pre-stop may take before an instance is destroyed. With start Proxy the agent sends what it holds then and passes the hook on to the engine; without this the agent answers it alone.</summary>
    [Bounds(1, 90)]
    public int? PreStopTimeoutSeconds { get; set; }
}
