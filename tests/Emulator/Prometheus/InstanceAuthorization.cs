using System.Net;
using System.Text;
using Sonde.Emulator.Arms;
using Sonde.Emulator.Http;
using Sonde.Emulator.Identity;
using Sonde.Emulator.Signing;

namespace Sonde.Emulator.Prometheus;

/// <summary>Who may write to an instance and query it: basic auth with an AccessKey, the instance's token, or nobody's name from sources where that is allowed (arms.md 3).</summary>
internal sealed class InstanceAuthorization(AccountStore accounts, TimeProvider clock)
{
    /// <exception cref="Refusal">401 without credentials or with unknown ones, 403 with those of another account or from a source that is not admitted.</exception>
    public Caller Check(PrometheusInstance instance, WireRequest request, IPAddress? source, bool write)
    {
        var header = request.Header("authorization") ?? "";
        if (header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return Basic(instance, header["Basic ".Length..]);
        if (header.Length > 0)
            return Token(instance, header);
        var (free, policy) = write ? (instance.EnableAuthFreeWrite, instance.AuthFreeWritePolicy) : (instance.EnableAuthFreeRead, instance.AuthFreeReadPolicy);
        if (!free)
            throw new Refusal(401, "Unauthorized", "basic auth with an AccessKey is required");
        return SourcePolicy.Admits(policy, source)
            ? new(instance.AccountId, null)
            : throw new Refusal(403, "Forbidden", $"the source {source} is not in the policy of auth-free {(write ? "write" : "read")}");
    }

    private Caller Basic(PrometheusInstance instance, string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded.Trim(), bytes, out var length) || Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is not [var user, var password])
            throw new Refusal(401, "Unauthorized", "the Authorization header is not valid basic auth");
        if (accounts.Key(user) is not { } key || !Fits(key, password) || key.Expires <= clock.GetUtcNow())
            throw new Refusal(401, "Unauthorized", $"the AccessKey '{user}' or its secret is not valid");
        return key.AccountId == instance.AccountId ? new(key.AccountId, key) : throw new Refusal(403, "Forbidden", $"instance {instance.ClusterId} belongs to another account");
    }

    /// <summary>Temporary credentials put their token behind a dollar sign.</summary>
    private static bool Fits(AccessKey key, string password) => password == (key.SecurityToken.Length == 0 ? key.Secret : $"{key.Secret}${key.SecurityToken}");

    private static Caller Token(PrometheusInstance instance, string header)
    {
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..] : header;
        return instance.EnableAuthToken && token == instance.AuthToken
            ? new(instance.AccountId, null)
            : throw new Refusal(401, "Unauthorized", "the token is not valid for this instance");
    }
}
