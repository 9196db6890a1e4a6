namespace Sonde.Operator.Cloud.Credentials;

/// <summary>The key in the process's environment, read anew for each call.</summary>
public sealed record EnvironmentCredentials : ICredentials
{
    /// <summary>Variable that holds the AccessKeyId.</summary>
    public const string IdVariable = "ALIBABA_CLOUD_ACCESS_KEY_ID";

    /// <summary>Variable that holds the AccessKeySecret.</summary>
    public const string SecretVariable = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";

    /// <summary>Variable that holds the STS token; may be absent.</summary>
    public const string TokenVariable = "ALIBABA_CLOUD_SECURITY_TOKEN";

    private readonly Func<string, string?> _read;

    /// <summary>Reads this process's environment.</summary>
    public EnvironmentCredentials()
        : this(Environment.GetEnvironmentVariable)
    {
    }

    internal EnvironmentCredentials(Func<string, string?> read) => _read = read;

    /// <inheritdoc/>
    public ValueTask<AccessKey> GetAsync(CancellationToken cancellation) =>
        ValueTask.FromResult(new AccessKey(Required(IdVariable), Required(SecretVariable), Optional(TokenVariable)));

    private string Required(string name) => Optional(name)
        ?? throw new CloudException(CloudErrorKind.Denied, "CredentialsMissing", $"The environment variable {name} is not set; set it or name a Secret.", CloudService.Sts, "ReadEnvironment");

    private string? Optional(string name) => _read(name) is { Length: > 0 } value ? value : null;
}
