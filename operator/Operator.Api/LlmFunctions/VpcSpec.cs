namespace Sonde.Operator.Api;

/// <summary>The VPC that instances join.</summary>
public sealed record VpcSpec
{
    /// <summary>Id of the VPC.</summary>
    [Required, Length(64, Min = 1)]
    public string VpcId { get; set; } = "";

    /// <summary>Ids of its vSwitches, 1 to 8.</summary>
    [Required, Items(8, Min = 1), SetList, ItemLength(64, Min = 1)]
    public List<string> VSwitchIds { get; set; } = [];

    /// <summary>Id of the security group.</summary>
    [Required, Length(64, Min = 1)]
    public string SecurityGroupId { get; set; } = "";
}
