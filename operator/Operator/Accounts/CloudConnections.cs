using System.Collections.Concurrent;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Passes;
using RateLimit = Sonde.Operator.Cloud.RateLimit;
using Service = Sonde.Operator.Api.CloudService;

namespace Sonde.Operator.Accounts;

/// <summary>Account object → clients. The same object with the same credentials gives the same clients.</summary>
internal sealed class CloudConnections(ICloudFactory factory, Secrets secrets, TimeProvider clock)
{
    private const string SessionName = "sonde";
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
        var connection = new CloudConnection
        {
            Name = NameOf(account),
            Region = spec.Region,
            AccountId = spec.AccountId ?? account.Status?.AccountId,
            Credentials = NoCredentials.Instance,
            Network = spec.Network is NetworkKind.Vpc ? CloudNetwork.Vpc : CloudNetwork.Public,
            Endpoints = new(spec.Endpoints?.FunctionCompute, spec.Endpoints?.Oss, spec.Endpoints?.Arms, spec.Endpoints?.Sts),
            Limits = new(LimitOf(spec, Service.FunctionCompute), LimitOf(spec, Service.OSS), LimitOf(spec, Service.ARMS), LimitOf(spec, Service.STS)),
        };
        return _last[NameOf(account)] = factory.Connect(connection with { Credentials = CredentialsOf(account, connection) });
    }

    private static string NameOf(CloudAccount account) => $"{account.Metadata.NamespaceProperty}/{account.Metadata.Name}";

    /// <summary>The first key, or a session on top of it. Equal specs give equal credentials, so a session outlives this call.</summary>
    private ICredentials CredentialsOf(CloudAccount account, CloudConnection connection)
    {
        var credentials = account.Spec.Credentials;
        ICredentials first = credentials.Type switch
        {
            CredentialsType.Secret => FromSecret(account.Metadata.NamespaceProperty, credentials.SecretRef!),
            CredentialsType.Environment => new EnvironmentCredentials(),
            CredentialsType.OIDC => SessionCredentials.Of(factory.Connect(connection with { Name = $"{connection.Name} (token)" }).Identity, OidcRoleOf(credentials.Oidc!, connection.Endpoints.Sts), clock),
            var other => throw Outcomes.Invalid($"spec.credentials.type {other} is not supported yet; use Secret, OIDC or Environment."),
        };
        return credentials.AssumeRole is { } role
            ? SessionCredentials.Of(
                factory.Connect(connection with { Name = $"{connection.Name} (role)", Credentials = first }).Identity,
                new AssumedRole(role.RoleArn, role.SessionName ?? SessionName, role.ExternalId), clock)
            : first;
    }

    private static OidcRole OidcRoleOf(OidcCredentials oidc, string? endpoint)
    {
        // Unlike a signature, a token is of use to whoever reads it on its way.
        if (Uri.TryCreate(endpoint, UriKind.Absolute, out var sts) && sts.Scheme != Uri.UriSchemeHttps && !sts.IsLoopback)
            throw Outcomes.Invalid("spec.endpoints.sts must be https with spec.credentials.type OIDC: the token goes there.");

        return new(
            oidc.RoleArn,
            oidc.ProviderArn,
            oidc.TokenFile ?? Environment.GetEnvironmentVariable(OidcRole.TokenFileVariable)
                ?? throw Outcomes.Invalid($"spec.credentials.oidc.tokenFile is not set, and neither is {OidcRole.TokenFileVariable} of the operator; set one of them."),
            SessionName);
    }

    private StaticCredentials FromSecret(string entityNamespace, AccessKeySecretRef reference)
    {
        const string UsedBy = "spec.credentials.secretRef";
        return new(new(
            secrets.RequireCredential(entityNamespace, reference.Name, reference.AccessKeyIdKey ?? AccessKeySecretRef.DefaultAccessKeyIdKey, UsedBy),
            secrets.RequireCredential(entityNamespace, reference.Name, reference.AccessKeySecretKey ?? AccessKeySecretRef.DefaultAccessKeySecretKey, UsedBy),
            secrets.Find(entityNamespace, reference.Name, reference.SecurityTokenKey ?? AccessKeySecretRef.DefaultSecurityTokenKey, UsedBy)?.Trim()));
    }

    private static RateLimit? LimitOf(CloudAccountSpec spec, Service service) =>
        spec.RateLimits?.Find(l => l.Service == service) is { } limit ? new(limit.Qps, limit.Burst ?? limit.Qps) : null;
}
