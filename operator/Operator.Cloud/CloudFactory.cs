using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Sonde.Operator.Cloud.Alerts;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Cloud.Grafana;
using Sonde.Operator.Cloud.Http;
using Sonde.Operator.Cloud.Identity;
using Sonde.Operator.Cloud.ObjectStorage;
using Sonde.Operator.Cloud.Prometheus;

namespace Sonde.Operator.Cloud;

/// <summary>Makes and keeps the clients of each account; all share one pool of connections.</summary>
/// <remarks>The pace belongs to the account, not to its clients, so that a rotated key begins no new burst.</remarks>
internal sealed partial class CloudFactory(HttpMessageHandler handler, TimeProvider clock, ILoggerFactory loggers, Func<string> nonces) : ICloudFactory
{
    private readonly HttpMessageInvoker _http = new(handler);
    private readonly ILogger _logger = loggers.CreateLogger("Sonde.Operator.Cloud");
    private readonly ConcurrentDictionary<string, (CloudConnection Connection, ICloud Cloud)> _clouds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Account, string Region, CloudService Service), TokenBucket> _buckets = new();

#pragma warning disable CA2000 // The invoker owns it, and we own the invoker.
    public CloudFactory(TimeProvider clock, ILoggerFactory loggers)
        : this(CloudConnections.NewHandler(), clock, loggers, () => Guid.NewGuid().ToString())
#pragma warning restore CA2000
    {
    }

    public ICloud Connect(CloudConnection connection)
    {
        if (!Region().IsMatch(connection.Region))
            throw new ArgumentException($"The region must be an id such as cn-hangzhou; it is '{connection.Region}'.", nameof(connection));

        return _clouds.AddOrUpdate(
            connection.Name,
            _ => (connection, NewCloud(connection)),
            (_, before) => before.Connection == connection ? before : (connection, NewCloud(connection))).Cloud;
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("^[a-z0-9-]{3,40}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Region();

    private Cloud NewCloud(CloudConnection connection)
    {
        AcsDialect Acs(CloudService service, string version, bool refusesInside200) =>
            new(service, version, CloudAddresses.BaseOf(service, connection), refusesInside200, nonces);

        var arms = new RpcCaller(TransportOf(connection, Acs(CloudService.Arms, "2019-08-08", refusesInside200: true)), CloudService.Arms);
        return new Cloud(
            new FunctionComputeClient(TransportOf(connection, Acs(CloudService.FunctionCompute, "2023-03-30", refusesInside200: false))),
            NewObjectStorage(connection),
            new ManagedPrometheusClient(arms, connection.Region),
            new NewerAlertRules(arms, connection.Region),
            new OlderAlertRules(arms, connection.Region),
            new GrafanaWorkspacesClient(arms, connection.Region),
            new IdentityClient(TransportOf(connection, Acs(CloudService.Sts, "2015-04-01", refusesInside200: false))));
    }

    private ObjectStorageClient NewObjectStorage(CloudConnection connection)
    {
        var dialect = new OssDialect(connection.Region, CloudAddresses.BaseOf(CloudService.Oss, connection));
        var transport = TransportOf(connection, dialect);
        return new(transport, new Presigner(dialect, connection.Credentials, () => transport.TheirTime));
    }

    private CloudTransport TransportOf(CloudConnection connection, IWireDialect dialect) =>
        new(_http, dialect, connection.Credentials, connection.Name, BucketOf(connection, dialect.Service), clock, _logger);

    private TokenBucket BucketOf(CloudConnection connection, CloudService service)
    {
        var limit = connection.Limits.Of(service);
        if (limit is not { PerSecond: > 0 and < 1e6, Burst: >= 1 })
            throw new ArgumentException($"The rate limit of {service} must be above 0 per second with a burst of at least 1; it is {limit.PerSecond} with {limit.Burst}.", nameof(connection));

        return _buckets.AddOrUpdate(
            (connection.AccountId ?? connection.Name, connection.Region, service),
            _ => new(limit, clock),
            (_, before) => before.Limit == limit ? before : new(limit, clock));
    }

    private sealed record Cloud(
        IFunctionCompute Functions,
        IObjectStorage Objects,
        IManagedPrometheus Prometheus,
        IAlertRules Alerts,
        IAlertRules OlderAlerts,
        IGrafanaWorkspaces Grafana,
        IIdentity Identity) : ICloud;
}
