using Sonde.Operator.Cloud.Credentials;

namespace Sonde.Operator.Cloud;

/// <summary>One account in one region, and how to reach it.</summary>
public sealed record CloudConnection
{
    /// <summary>What metrics and messages call the account, e.g. <c>default/production</c>. One name, one set of clients.</summary>
    public required string Name { get; init; }

    /// <summary>Region id, e.g. <c>cn-hangzhou</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Whose key signs the calls.</summary>
    public required ICredentials Credentials { get; init; }

    /// <summary>The account's number when known. Connections of one number share their rate limits.</summary>
    public string? AccountId { get; init; }

    /// <summary>Which of the services' own addresses to use; an override in <see cref="Endpoints"/> wins.</summary>
    public CloudNetwork Network { get; init; } = CloudNetwork.Public;

    /// <summary>Addresses to use instead of the services' own.</summary>
    public CloudEndpoints Endpoints { get; init; } = new();

    /// <summary>Calls per second that we allow ourselves.</summary>
    public CloudLimits Limits { get; init; } = new();
}
