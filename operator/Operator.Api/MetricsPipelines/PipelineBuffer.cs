namespace Sonde.Operator.Api;

/// <summary>What the agent keeps while the destination does not answer. The oldest goes first.</summary>
public sealed record PipelineBuffer
{
    /// <summary>Bytes, 64 KiB to 1 GiB.</summary>
    [Bounds(65536, 1073741824)]
    public long? MaxBytes { get; set; }

    /// <summary>Age of the oldest sample worth sending; 10s to 24h.</summary>
    [DurationBetween("10s", "24h")]
    public string? MaxAge { get; set; }
}
