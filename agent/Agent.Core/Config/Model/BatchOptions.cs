namespace Sonde.Agent.Core.Config;

/// <summary>When a batch is sent: full, or old enough.</summary>
public sealed record BatchOptions
{
    /// <summary>Most samples of a request.</summary>
    public int MaxSamples { get; init; } = 2000;

    /// <summary>Most bytes of a request before compression.</summary>
    public int MaxBytes { get; init; } = 3_000_000;

    /// <summary>Age at which a batch is sent though it is not full.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMilliseconds(200);
}
