namespace Sonde.Operator.Cloud.Credentials;

/// <summary>One key that stays, e.g. read from a Kubernetes Secret. Equal when the keys are equal, so that a rotated key makes another connection.</summary>
/// <param name="Key">The key.</param>
public sealed record StaticCredentials(AccessKey Key) : ICredentials
{
    /// <inheritdoc/>
    public ValueTask<AccessKey> GetAsync(CancellationToken cancellation) => ValueTask.FromResult(Key);
}
