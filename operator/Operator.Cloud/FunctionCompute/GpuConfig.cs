namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>GPU of an instance. A function never changes between CPU and GPU.</summary>
public sealed record GpuConfig : WireObject
{
    /// <summary>E.g. <c>fc.gpu.ada.1</c>.</summary>
    public string? GpuType { get; init; }

    /// <summary>MB; whole cards.</summary>
    public int? GpuMemorySize { get; init; }
}
