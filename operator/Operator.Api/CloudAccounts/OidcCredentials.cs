namespace Sonde.Operator.Api;

/// <summary>A role that the operator's service account may assume (RRSA); no long-lived key anywhere.</summary>
public sealed record OidcCredentials
{
    /// <summary>The role, as acs:ram::ACCOUNT:role/NAME.</summary>
    [Required, RoleArn]
    public string RoleArn { get; set; } = "";

    /// <summary>The cluster's identity provider, as acs:ram::ACCOUNT:oidc-provider/NAME.</summary>
    [Required, Length(256), Pattern("^acs:ram::[0-9]{16}:oidc-provider/.+$")]
    public string ProviderArn { get; set; } = "";

    /// <summary>File with the token; ALIBABA_CLOUD_OIDC_TOKEN_FILE of the operator when absent.</summary>
    [Length(512)]
    public string? TokenFile { get; set; }
}
