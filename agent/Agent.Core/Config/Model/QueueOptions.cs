namespace Sonde.Agent.Core.Config;

/// <summary>What a destination may hold while it is away. The oldest goes first when it is full.</summary>
public sealed record QueueOptions
{
    /// <summary>Most samples held in memory.</summary>
    public int MaxSamples { get; init; } = 200_000;

    /// <summary>Most bytes held in memory.</summary>
    public long MaxBytes { get; init; } = 32 << 20;
}
