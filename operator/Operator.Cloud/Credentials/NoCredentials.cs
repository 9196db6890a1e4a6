namespace Sonde.Operator.Cloud.Credentials;

/// <summary>For a connection that only exchanges a token for a key, which is not signed. Any other call is refused unsent.</summary>
public sealed record NoCredentials : ICredentials
{
    /// <summary>The one.</summary>
    public static NoCredentials Instance { get; } = new();

    /// <inheritdoc/>
    public ValueTask<AccessKey> GetAsync(CancellationToken cancellation) =>
        throw new CloudException(CloudErrorKind.Denied, "CredentialsMissing", "This connection has no key to sign with.", CloudService.Sts, "Sign");
}
