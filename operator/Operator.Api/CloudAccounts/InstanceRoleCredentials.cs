namespace Sonde.Operator.Api;

/// <summary>The role that is attached to the node.</summary>
public sealed record InstanceRoleCredentials
{
    /// <summary>Name of the role.</summary>
    [Required, Length(64, Min = 1)]
    public string Name { get; set; } = "";
}
