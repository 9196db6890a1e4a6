namespace Sonde.Operator.Api;

/// <summary>Where credentials come from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CredentialsType>))]
public enum CredentialsType
{
    /// <summary>A Secret of the namespace.</summary>
    Secret,

    /// <summary>AssumeRoleWithOIDC by the token of the operator's service account.</summary>
    OIDC,

    /// <summary>The role of the node.</summary>
    InstanceRole,

    /// <summary>The environment of the operator's process.</summary>
    Environment,
}
