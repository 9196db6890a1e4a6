namespace Sonde.Operator.Cloud;

/// <summary>Gives the clients of an account. Disposing it closes the connections of all of them.</summary>
public interface ICloudFactory : IDisposable
{
    /// <summary>The clients of <paramref name="connection"/>. Cheap: equal connections of one name share one <see cref="ICloud"/>.</summary>
    /// <remarks>No call is made here. A changed connection (rotated key, other endpoint) replaces the earlier one of that name; calls in flight end undisturbed.</remarks>
    /// <exception cref="ArgumentException">The region is missing an endpoint is no http or https URL, or a rate limit is not above 0.</exception>
    ICloud Connect(CloudConnection connection);
}
