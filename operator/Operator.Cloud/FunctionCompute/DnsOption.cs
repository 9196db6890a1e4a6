namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>One option of resolv.conf.</summary>
public sealed record DnsOption : WireObject
{
    /// <summary>Name, e.g. <c>ndots</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Value.</summary>
    public string? Value { get; init; }
}
