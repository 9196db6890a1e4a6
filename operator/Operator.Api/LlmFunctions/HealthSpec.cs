namespace Sonde.Operator.Api;

/// <summary>When an instance counts as ready and as alive.</summary>
public sealed record HealthSpec
{
    /// <summary>Path that answers 200 when the engine is ready, for example /health.</summary>
    [Length(255), Pattern("^/.*$")]
    public string? Path { get; set; }

    /// <summary>Seconds before the first check, 0 to 120.</summary>
    [Bounds(0, 120)]
    public int? InitialDelaySeconds { get; set; }

    /// <summary>Seconds between checks, 1 to 120.</summary>
    [Bounds(1, 120)]
    public int? PeriodSeconds { get; set; }

    /// <summary>Seconds that a check may take, 1 to 3.</summary>
    [Bounds(1, 3)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>Failures in a row that end the instance, 1 to 120.</summary>
    [Bounds(1, 120)]
    public int? FailureThreshold { get; set; }

    /// <summary>Successes in a row that make it ready, 1 to 120.</summary>
    [Bounds(1, 120)]
    public int? SuccessThreshold { get; set; }
}
