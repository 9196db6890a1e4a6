namespace Sonde.Operator.Api;

/// <summary>A role to assume with credentials that are there already.</summary>
public sealed record AssumeRole
{
    /// <summary>The role, as acs:ram::ACCOUNT:role/NAME.</summary>
    [Required, RoleArn]
    public string RoleArn { get; set; } = "";

    /// <summary>External id that the role's trust policy asks for.</summary>
    [Length(128)]
    public string? ExternalId { get; set; }

    /// <summary>Session name shown in the audit log; "sonde" when absent.</summary>
    [Length(64), Pattern("^[A-Za-z0-9.@_-]+$")]
    public string? SessionName { get; set; }
}
