namespace Sonde.Operator.Api;

/// <summary>A Secret of the same namespace that holds an AccessKey.</summary>
public sealed record AccessKeySecretRef
{
    /// <summary>Key of the AccessKey ID when <see cref="AccessKeyIdKey"/> is absent.</summary>
    public const string DefaultAccessKeyIdKey = "accessKeyId";

    /// <summary>Key of the AccessKey secret when <see cref="AccessKeySecretKey"/> is absent.</summary>
    public const string DefaultAccessKeySecretKey = "accessKeySecret";

    /// <summary>Key of the session token when <see cref="SecurityTokenKey"/> is absent.</summary>
    public const string DefaultSecurityTokenKey = "securityToken";

    /// <summary>Name of the Secret in this namespace.</summary>
    [Required, ObjectName]
    public string Name { get; set; } = "";

    /// <summary>Key that holds the AccessKey ID; "accessKeyId" when absent.</summary>
    [DataKey]
    public string? AccessKeyIdKey { get; set; }

    /// <summary>Key that holds the AccessKey secret; "accessKeySecret" when absent.</summary>
    [DataKey]
    public string? AccessKeySecretKey { get; set; }

    /// <summary>Key that holds the session token of temporary credentials; "securityToken" when absent. The Secret need not have it.</summary>
    [DataKey]
    public string? SecurityTokenKey { get; set; }
}
