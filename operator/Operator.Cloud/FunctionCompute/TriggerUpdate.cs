namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>What may change of a trigger. Null: stays.</summary>
public sealed record TriggerUpdate
{
    /// <summary>Text that holds JSON; for HTTP see <see cref="HttpTriggerConfig"/>.</summary>
    public string? TriggerConfig { get; init; }

    /// <summary><c>LATEST</c>, a version or an alias.</summary>
    public string? Qualifier { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>Role that the source takes to invoke.</summary>
    public string? InvocationRole { get; init; }
}
