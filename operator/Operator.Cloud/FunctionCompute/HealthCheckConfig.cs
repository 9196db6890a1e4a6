namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>When an instance counts as healthy. The service fills the defaults in once the object is set.</summary>
public sealed record HealthCheckConfig : WireObject
{
    /// <summary>Path on the container's port.</summary>
    public string? HttpGetUrl { get; init; }

    /// <summary>Seconds, 0 to 120; default 0.</summary>
    public int? InitialDelaySeconds { get; init; }

    /// <summary>Seconds, 1 to 120; default 3.</summary>
    public int? PeriodSeconds { get; init; }

    /// <summary>Seconds, 1 to 3; default 1.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>1 to 120; default 3.</summary>
    public int? FailureThreshold { get; init; }

    /// <summary>1 to 120; default 1.</summary>
    public int? SuccessThreshold { get; init; }
}
