using System.Text;

namespace Sonde.Operator.Accounts;

/// <summary>What a store of metrics is written to or read with: user and password, or a bearer token. Never printed.</summary>
internal sealed record StoreCredentials(string? Username, string? Password, string? BearerToken)
{
    /// <summary>Value of the Authorization header.</summary>
    public string Authorization => BearerToken is { } token
        ? $"Bearer {token}"
        : $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Username}:{Password}"))}";

    public override string ToString() => BearerToken is null ? "basic auth" : "bearer token";
}
