namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Network of a function. All three ids, or none.</summary>
public sealed record VpcConfig : WireObject
{
    /// <summary>The form that clears.</summary>
    public static VpcConfig Empty { get; } = new() { VpcId = "", VSwitchIds = [], SecurityGroupId = "" };

    /// <summary>VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>VSwitches; order is not kept.</summary>
    public IReadOnlyList<string>? VSwitchIds { get; init; }

    /// <summary>Security group.</summary>
    public string? SecurityGroupId { get; init; }

    /// <summary>Role that the service takes to reach the VPC; read-only for us.</summary>
    public string? Role { get; init; }
}
