namespace Sonde.Operator.Cloud.Identity;

/// <summary>What the operator needs of STS (API 2015-04-01).</summary>
public interface IIdentity
{
    /// <summary>Whose key this is. The cheapest call that proves a key, a clock and a network.</summary>
    /// <exception cref="CloudException">The key is refused or STS does not answer.</exception>
    Task<CallerIdentity> GetCallerAsync(CancellationToken cancellation);
}
