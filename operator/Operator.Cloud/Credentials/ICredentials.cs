namespace Sonde.Operator.Cloud.Credentials;

/// <summary>Where the key that signs the calls comes from. Asked before each attempt, so a source may rotate or refresh.</summary>
public interface ICredentials
{
    /// <summary>The key to sign with now.</summary>
    /// <exception cref="CloudException">No key can be had (<see cref="CloudErrorKind.Denied"/> or <see cref="CloudErrorKind.Unavailable"/>).</exception>
    ValueTask<AccessKey> GetAsync(CancellationToken cancellation);
}
