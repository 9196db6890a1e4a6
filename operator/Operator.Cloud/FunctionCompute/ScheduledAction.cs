namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>A target by the clock.</summary>
public sealed record ScheduledAction : WireObject
{
    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary><c>cron(…)</c> or <c>at(…)</c>.</summary>
    public string? ScheduleExpression { get; init; }

    /// <summary>Instances.</summary>
    public int? Target { get; init; }

    /// <summary>Begin; UTC with <c>Z</c> unless a time zone is named.</summary>
    public string? StartTime { get; init; }

    /// <summary>End.</summary>
    public string? EndTime { get; init; }

    /// <summary>Time zone; then times have no <c>Z</c>.</summary>
    public string? TimeZone { get; init; }
}
