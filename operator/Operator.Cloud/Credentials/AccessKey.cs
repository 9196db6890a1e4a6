namespace Sonde.Operator.Cloud.Credentials;

/// <summary>An AccessKey pair, with a token when it is a temporary one. Its text form shows the id only.</summary>
/// <param name="Id">AccessKeyId; not secret, names the key in messages.</param>
/// <param name="Secret">AccessKeySecret.</param>
/// <param name="SecurityToken">STS token; null for a long-lived key.</param>
/// <param name="Expiry">When a temporary key ends; null for a long-lived one.</param>
public sealed record AccessKey(string Id, string Secret, string? SecurityToken = null, DateTimeOffset? Expiry = null)
{
    /// <summary>The id; never the secret or the token.</summary>
    public override string ToString() => $"AccessKey {Id}";
}
