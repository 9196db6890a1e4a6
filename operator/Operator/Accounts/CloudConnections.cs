using System.Collections.Concurrent;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Reconcile;
using RateLimit = Sonde.Operator.Cloud.RateLimit;
using Service = Sonde.Operator.Api.CloudService;

namespace Sonde.Operator.Accounts;

/// <summary>Account object → clients. The same object with the same credentials gives the same clients.</summary>
internal sealed class CloudConnections(ICloudFactory factory, Secrets secrets)
{
    private readonly ConcurrentDictionary<string, ICloud> _last = new(StringComparer.Ordinal);

    /// <summary>The clients of an account for undoing what was made there. A Secret that was deleted together with everything else must not leave the cloud full:
    /// the clients that worked last still do.</summary>
    /// <exception cref="ReconcileStopped">As <see cref="Connect"/>, where this process never had clients of that account.</exception>
    public ICloud ConnectForDeletion(CloudAccount account)
    {
        try
        {
            return Connect(account);
        }
        catch (ReconcileStopped) when (_last.TryGetValue(NameOf(account), out _))
        {
            return _last[NameOf(account)];
        }
    }

    /// <summary>The clients of an account object, whether or not it was probed.</summary>
    /// <exception cref="ReconcileStopped">Its Secret or a key of it is absent, or its type of credentials is not supported.</exception>
    public ICloud Connect(CloudAccount account)
    {
        var spec = account.Spec;
        return _last[NameOf(account)] = factory.Connect(new()
        {
            Name = NameOf(account),
            Region = spec.Region,
            AccountId = spec.AccountId ?? account.Status?.AccountId,
            Credentials = CredentialsOf(account),
            Network = spec.Network is NetworkKind.Vpc ? CloudNetwork.Vpc : CloudNetwork.Public,
            Endpoints = new(spec.Endpoints?.FunctionCompute, spec.Endpoints?.Oss, spec.Endpoints?.Arms, spec.Endpoints?.Sts),
            Limits = new(LimitOf(spec, Service.FunctionCompute), LimitOf(spec, Service.OSS), LimitOf(spec, Service.ARMS), LimitOf(spec, Service.STS)),
        });
    }

    private static string NameOf(CloudAccount account) => $"{account.Metadata.NamespaceProperty}/{account.Metadata.Name}";

    private ICredentials CredentialsOf(CloudAccount account)
    {
        var credentials = account.Spec.Credentials;
        if (credentials.AssumeRole is not null)
            throw Outcomes.Invalid("spec.credentials.assumeRole is not supported yet; remove it.");

        return credentials.Type switch
        {
            CredentialsType.Secret => FromSecret(account.Metadata.NamespaceProperty, credentials.SecretRef!),
            CredentialsType.Environment => new EnvironmentCredentials(),
            var other => throw Outcomes.Invalid($"spec.credentials.type {other} is not supported yet; use Secret or Environment."),
        };
    }

    private StaticCredentials FromSecret(string entityNamespace, AccessKeySecretRef reference)
    {
        const string UsedBy = "spec.credentials.secretRef";
        return new(new(
            secrets.Require(entityNamespace, reference.Name, reference.AccessKeyIdKey ?? AccessKeySecretRef.DefaultAccessKeyIdKey, UsedBy),
            secrets.Require(entityNamespace, reference.Name, reference.AccessKeySecretKey ?? AccessKeySecretRef.DefaultAccessKeySecretKey, UsedBy),
            secrets.Find(entityNamespace, reference.Name, reference.SecurityTokenKey ?? AccessKeySecretRef.DefaultSecurityTokenKey, UsedBy)));
    }

    private static RateLimit? LimitOf(CloudAccountSpec spec, Service service) =>
        spec.RateLimits?.Find(l => l.Service == service) is { } limit ? new(limit.Qps, limit.Burst ?? limit.Qps) : null;
}
