namespace Sonde.Operator.Api;

/// <summary>A Secret of the same namespace with what a Prometheus-compatible endpoint asks for: basic auth, or a bearer token.</summary>
[Rule("!has(self.bearerTokenKey) || (!has(self.usernameKey) && !has(self.passwordKey))", "bearerTokenKey excludes usernameKey and passwordKey")]
public sealed record AuthSecretRef
{
    /// <summary>Key of the user name when <see cref="UsernameKey"/> is absent.</summary>
    public const string DefaultUsernameKey = "username";

    /// <summary>Key of the password when <see cref="PasswordKey"/> is absent.</summary>
    public const string DefaultPasswordKey = "password";

    /// <summary>Name of the Secret in this namespace.</summary>
    [Required, ObjectName]
    public string Name { get; set; } = "";

    /// <summary>Key that holds the user name (for Alibaba Cloud: the AccessKey ID of a RAM user that may write); "username" when absent.</summary>
    [DataKey]
    public string? UsernameKey { get; set; }

    /// <summary>Key that holds the password (for Alibaba Cloud: the AccessKey secret); "password" when absent.</summary>
    [DataKey]
    public string? PasswordKey { get; set; }

    /// <summary>Key that holds a bearer token; basic auth is used when absent.</summary>
    [DataKey]
    public string? BearerTokenKey { get; set; }
}
