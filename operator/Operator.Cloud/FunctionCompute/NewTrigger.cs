namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>A trigger to be made.</summary>
public sealed record NewTrigger
{
    /// <summary>1 to 128 of letters, digits, <c>_</c>, <c>-</c>; begins with a letter or <c>_</c>.</summary>
    public required string TriggerName { get; init; }

    /// <summary><c>http</c>, <c>timer</c>, …; never changes.</summary>
    public required string TriggerType { get; init; }

    /// <summary>Text that holds JSON; for HTTP see <see cref="HttpTriggerConfig"/>.</summary>
    public required string TriggerConfig { get; init; }

    /// <summary><c>LATEST</c>, a version or an alias.</summary>
    public string? Qualifier { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>Role that the source takes to invoke.</summary>
    public string? InvocationRole { get; init; }

    /// <summary>ARN of the source.</summary>
    public string? SourceArn { get; init; }
}
