namespace Sonde.Operator.Api;

/// <summary>Where the operator's own credentials come from.</summary>
[Rule("(self.type == 'Secret') == has(self.secretRef)", "secretRef belongs to type Secret")]
[Rule("(self.type == 'OIDC') == has(self.oidc)", "oidc belongs to type OIDC")]
[Rule("(self.type == 'InstanceRole') == has(self.instanceRole)", "instanceRole belongs to type InstanceRole")]
public sealed record AccountCredentials
{
    /// <summary>
    /// Secret (an AccessKey in a Secret), OIDC (the operator's service account assumes a role: RRSA on ACK), InstanceRole (role of the node) or
    /// Environment (ALIBABA_CLOUD_ACCESS_KEY_ID, _SECRET and _SECURITY_TOKEN of the operator's process).
    /// </summary>
    [Required]
    public CredentialsType Type { get; set; }

    /// <summary>The Secret; with type Secret only. A change of its content is noticed at once.</summary>
    public AccessKeySecretRef? SecretRef { get; set; }

    /// <summary>The role to assume by the service account's token; with type OIDC only.</summary>
    public OidcCredentials? Oidc { get; set; }

    /// <summary>The role of the node; with type InstanceRole only.</summary>
    public InstanceRoleCredentials? InstanceRole { get; set; }

    /// <summary>A role to assume with whatever credentials the type gives.</summary>
    public AssumeRole? AssumeRole { get; set; }
}
