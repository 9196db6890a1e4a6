using System.Text;
using k8s.Models;
using Sonde.Operator.Api;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Accounts;

/// <summary>Reads keys of Secrets and ConfigMaps from what is watched. Values are handed on, never worded.</summary>
internal sealed class Secrets(IStore<V1Secret> secrets, IStore<V1ConfigMap> configMaps)
{
    /// <summary>The value of a key.</summary>
    /// <exception cref="ReconcileStopped">The Secret or the key is absent or empty.</exception>
    public string Require(string entityNamespace, string name, string key, string usedBy) =>
        Find(entityNamespace, name, key, usedBy) is { Length: > 0 } value
            ? value
            : throw Outcomes.NotFound($"Secret {name} has no key {key}, which {usedBy} names; add it.", Reasons.SecretKeyMissing);

    /// <summary>The value of a key; null where the Secret has none.</summary>
    /// <exception cref="ReconcileStopped">The Secret is absent.</exception>
    public string? Find(string entityNamespace, string name, string key, string usedBy)
    {
        var secret = secrets.Find(new(entityNamespace, name)) ?? throw Outcomes.NotFound($"Secret {name} does not exist, which {usedBy} names; create it.", Reasons.SecretNotFound);
        return secret.Data?.TryGetValue(key, out var bytes) == true ? Encoding.UTF8.GetString(bytes) : null;
    }

    /// <summary>As <see cref="Require"/>, less what an editor or <c>echo</c> left around a key or a password: a header cannot carry it.</summary>
    public string RequireCredential(string entityNamespace, string name, string key, string usedBy) => Require(entityNamespace, name, key, usedBy).Trim();

    /// <summary>The value of a key of a ConfigMap.</summary>
    /// <exception cref="ReconcileStopped">The ConfigMap or the key is absent.</exception>
    public string RequireConfig(string entityNamespace, KeyRef reference, string usedBy)
    {
        var map = configMaps.Find(new(entityNamespace, reference.Name))
            ?? throw Outcomes.NotFound($"ConfigMap {reference.Name} does not exist, which {usedBy} names; create it.");
        return map.Data?.TryGetValue(reference.Key, out var value) == true
            ? value
            : throw Outcomes.NotFound($"ConfigMap {reference.Name} has no key {reference.Key}, which {usedBy} names; add it.");
    }

    /// <summary>User and password, or token, of a writer or reader of a store; null where no Secret is named.</summary>
    public StoreCredentials? StoreCredentials(string entityNamespace, AuthSecretRef? reference, string usedBy)
    {
        if (reference is null)
            return null;

        return reference.BearerTokenKey is { } token
            ? new(null, null, RequireCredential(entityNamespace, reference.Name, token, usedBy))
            : new(
                RequireCredential(entityNamespace, reference.Name, reference.UsernameKey ?? AuthSecretRef.DefaultUsernameKey, usedBy),
                RequireCredential(entityNamespace, reference.Name, reference.PasswordKey ?? AuthSecretRef.DefaultPasswordKey, usedBy),
                null);
    }
}
