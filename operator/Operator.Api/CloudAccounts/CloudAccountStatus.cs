namespace Sonde.Operator.Api;

/// <summary>What the operator found when it used the credentials.</summary>
public sealed record CloudAccountStatus : ResourceStatus
{
    /// <summary>The account that the credentials belong to.</summary>
    [Length(32)]
    public string? AccountId { get; set; }

    /// <summary>Who the credentials are: a RAM user or an assumed role.</summary>
    [Length(512)]
    public string? IdentityArn { get; set; }
}
