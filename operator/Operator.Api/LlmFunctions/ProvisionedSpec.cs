namespace Sonde.Operator.Api;

/// <summary>Instances that run whether there are requests or not.</summary>
public sealed record ProvisionedSpec
{
    /// <summary>How many, 0 to 10000.</summary>
    [Required, Bounds(0, 10000)]
    public int Target { get; set; }

    /// <summary>CPU also between requests; without it the instance freezes there, and the agent with it. True in the cloud when absent.</summary>
    public bool? AlwaysAllocateCPU { get; set; }

    /// <summary>GPU also between requests. True in the cloud when absent.</summary>
    public bool? AlwaysAllocateGPU { get; set; }

    /// <summary>Other numbers at certain times.</summary>
    [Items(16), MapList("name")]
    public List<ProvisionedSchedule>? Schedules { get; set; }

    /// <summary>A number that follows a figure.</summary>
    [Items(8), MapList("name")]
    public List<ProvisionedTracking>? Tracking { get; set; }
}
