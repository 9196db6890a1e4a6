namespace Sonde.Operator.Api;

/// <summary>Another number of provisioned instances at certain times.</summary>
public sealed record ProvisionedSchedule
{
    /// <summary>Name of the schedule.</summary>
    [Required, DnsLabel]
    public string Name { get; set; } = "";

    /// <summary>cron(...) or at(...), for example cron(0 0 8 * * *).</summary>
    [Required, Length(128), Pattern(@"^(cron|at)\(.+\)$")]
    public string Schedule { get; set; } = "";

    /// <summary>How many from then on.</summary>
    [Required, Bounds(0, 10000)]
    public int Target { get; set; }

    /// <summary>Time zone, for example Asia/Shanghai; UTC when absent.</summary>
    [Length(64)]
    public string? TimeZone { get; set; }
}
