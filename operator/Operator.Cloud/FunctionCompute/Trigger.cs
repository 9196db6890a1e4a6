namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>A trigger as the service tells it.</summary>
public sealed record Trigger : WireObject
{
    /// <summary>Name.</summary>
    public string TriggerName { get; init; } = "";

    /// <summary>Type.</summary>
    public string? TriggerType { get; init; }

    /// <summary>Text that holds JSON; for HTTP see <see cref="HttpTriggerConfig"/>.</summary>
    public string? TriggerConfig { get; init; }

    /// <summary><c>LATEST</c>, a version or an alias.</summary>
    public string? Qualifier { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>Role that the source takes to invoke.</summary>
    public string? InvocationRole { get; init; }

    /// <summary>ARN of the source.</summary>
    public string? SourceArn { get; init; }

    /// <summary>ARN of what it invokes.</summary>
    public string? TargetArn { get; init; }

    /// <summary>Id.</summary>
    public string? TriggerId { get; init; }

    /// <summary>State.</summary>
    public string? Status { get; init; }

    /// <summary>URLs of an HTTP trigger.</summary>
    public HttpTrigger? HttpTrigger { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? CreatedTime { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? LastModifiedTime { get; init; }
}
