namespace Sonde.Operator.Api;

/// <summary>When silence of an agent counts.</summary>
public sealed record PipelineReadiness
{
    /// <summary>Silence that counts as not reporting while the cloud reports instances; 1m to 24h. 10m when absent.</summary>
    [DurationBetween("1m", "24h")]
    public string? StaleAfter { get; set; }

    /// <summary>Whether AgentReporting decides Ready of the pipeline. WhenInstancesExist when absent.</summary>
    public ReadinessGate? Gate { get; set; }
}
