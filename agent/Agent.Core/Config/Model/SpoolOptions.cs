namespace Sonde.Agent.Core.Config;

/// <summary>A bounded place on disk for what destinations that are away longer than memory lasts have not taken yet (<c>sonde.spool</c>).</summary>
public sealed record SpoolOptions
{
    /// <summary>Least <see cref="MaxBytes"/>: below it a scrape would hardly fit.</summary>
    public const long LeastBytes = 1 << 20;

    /// <summary>Absolute path (<c>directory</c>); made when it is absent. Each destination has a folder of its own in it.</summary>
    public required string Directory { get; init; }

    /// <summary>Most bytes on disk for each destination (<c>max_bytes</c>); the oldest goes when it is full.</summary>
    public long MaxBytes { get; init; } = 64 << 20;

    /// <summary>Samples older than this are not sent any more (<c>max_age</c>).</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(2);
}
