namespace Sonde.Operator.Api;

/// <summary>Where the instance's output goes.</summary>
public sealed record LogSpec
{
    /// <summary>Project of the log service; must exist.</summary>
    [Required, Length(64, Min = 1)]
    public string Project { get; set; } = "";

    /// <summary>Logstore in it; must exist.</summary>
    [Required, Length(64, Min = 1)]
    public string Logstore { get; set; } = "";

    /// <summary>A line for each request.</summary>
    public bool? RequestMetrics { get; set; }

    /// <summary>Figures of each instance; scaling.provisioned.tracking needs it.</summary>
    public bool? InstanceMetrics { get; set; }
}
