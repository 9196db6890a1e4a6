namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Whether and why invocations are switched off.</summary>
public sealed record InvocationRestriction : WireObject
{
    /// <summary>True: switched off.</summary>
    public bool? Disable { get; init; }

    /// <summary>Words of whoever did it.</summary>
    public string? Reason { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? LastModifiedTime { get; init; }
}
