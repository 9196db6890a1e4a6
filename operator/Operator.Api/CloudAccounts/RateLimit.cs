namespace Sonde.Operator.Api;

/// <summary>Calls per second to one service.</summary>
public sealed record RateLimit
{
    /// <summary>The service.</summary>
    [Required]
    public CloudService Service { get; set; }

    /// <summary>Calls per second, 1 to 1000.</summary>
    [Required, Bounds(1, 1000)]
    public int Qps { get; set; }

    /// <summary>Calls that may be made at once after a quiet time; equal to qps when absent.</summary>
    [Bounds(1, 10000)]
    public int? Burst { get; set; }
}
