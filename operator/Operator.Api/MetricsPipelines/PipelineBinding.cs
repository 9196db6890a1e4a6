namespace Sonde.Operator.Api;

/// <summary>One function that uses the pipeline.</summary>
public sealed record PipelineBinding
{
    /// <summary>Name of the LlmFunction.</summary>
    [Required, DnsLabel]
    public string Function { get; set; } = "";

    /// <summary>Hash of the configuration that the function should run.</summary>
    [Length(80)]
    public string? DesiredConfigHash { get; set; }

    /// <summary>Hash that its agents report as running.</summary>
    [Length(80)]
    public string? RunningConfigHash { get; set; }

    /// <summary>Agent version that its agents report.</summary>
    [Length(64)]
    public string? AgentVersion { get; set; }

    /// <summary>What its agents do.</summary>
    [Required]
    public BindingState State { get; set; }

    /// <summary>Since when.</summary>
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? Since { get; set; }
}
