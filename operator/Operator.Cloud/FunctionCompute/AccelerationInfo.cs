namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>State of image acceleration; read-only.</summary>
public sealed record AccelerationInfo : WireObject
{
    /// <summary>State.</summary>
    public string? Status { get; init; }
}
