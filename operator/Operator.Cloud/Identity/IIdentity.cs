using Sonde.Operator.Cloud.Credentials;

namespace Sonde.Operator.Cloud.Identity;

/// <summary>What the operator needs of STS (API 2015-04-01).</summary>
public interface IIdentity
{
    /// <summary>Whose key this is. The cheapest call that proves a key, a clock and a network.</summary>
    /// <exception cref="CloudException">The key is refused or STS does not answer.</exception>
    Task<CallerIdentity> GetCallerAsync(CancellationToken cancellation);

    /// <summary>A temporary key of <paramref name="role"/>.</summary>
    /// <param name="role">Role.</param>
    /// <param name="lifetime">15 min up to what the role allows (1 h unless changed).</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="CloudException">The role is absent, does not trust our key, or STS does not answer.</exception>
    Task<AccessKey> AssumeRoleAsync(AssumedRole role, TimeSpan lifetime, CancellationToken cancellation);

    /// <summary>A temporary key of <paramref name="role"/> for a token of its identity provider. Not signed: the token is the proof.</summary>
    /// <inheritdoc cref="AssumeRoleAsync"/>
    Task<AccessKey> AssumeRoleWithOidcAsync(OidcRole role, string token, TimeSpan lifetime, CancellationToken cancellation);
}
