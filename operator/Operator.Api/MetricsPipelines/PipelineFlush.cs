namespace Sonde.Operator.Api;

/// <summary>When the agent pushes beside its interval.</summary>
public sealed record PipelineFlush
{
    /// <summary>Push before the instance is destroyed (/pre-stop with start Proxy, else the stop signal). True when absent.</summary>
    public bool? OnPreStop { get; set; }

    /// <summary>Scrape and push inside requests, while the instance has CPU; with start Proxy only. True when absent.</summary>
    public bool? InsideRequest { get; set; }
}
