using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Alerts;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Cloud.Grafana;
using Sonde.Operator.Cloud.Identity;
using Sonde.Operator.Cloud.ObjectStorage;
using Sonde.Operator.Cloud.Prometheus;

namespace Sonde.Operator.Tests.Fakes;

/// <summary>The whole cloud in memory, for every account.</summary>
internal sealed class MemoryCloud : ICloud, ICloudFactory, IIdentity
{
    public MemoryCloud(TimeProvider clock)
    {
        Functions = new(Journal);
        Objects = new(Journal, clock);
        Prometheus = new(Journal);
    }

    public Journal Journal { get; } = new();

    public MemoryFunctions Functions { get; }

    public MemoryObjects Objects { get; }

    public MemoryPrometheus Prometheus { get; }

    public List<CloudConnection> Connections { get; } = [];

    public string AccountId { get; set; } = Given.AccountId;

    IFunctionCompute ICloud.Functions => Functions;

    IObjectStorage ICloud.Objects => Objects;

    IManagedPrometheus ICloud.Prometheus => Prometheus;

    IAlertRules ICloud.Alerts => throw new NotSupportedException("No reconciler makes alert rules.");

    IAlertRules ICloud.OlderAlerts => throw new NotSupportedException("No reconciler makes alert rules.");

    IGrafanaWorkspaces ICloud.Grafana => throw new NotSupportedException("No reconciler makes Grafana workspaces.");

    IIdentity ICloud.Identity => this;

    public ICloud Connect(CloudConnection connection)
    {
        Connections.Add(connection);
        return this;
    }

    public Task<CallerIdentity> GetCallerAsync(CancellationToken cancellation)
    {
        Journal.Note("GetCaller");
        return Task.FromResult(new CallerIdentity(AccountId, $"acs:ram::{AccountId}:user/sonde"));
    }

    public Task<AccessKey> AssumeRoleAsync(AssumedRole role, TimeSpan lifetime, CancellationToken cancellation) => throw new NotSupportedException("No test assumes a role.");

    public Task<AccessKey> AssumeRoleWithOidcAsync(OidcRole role, string token, TimeSpan lifetime, CancellationToken cancellation) => throw new NotSupportedException("No test assumes a role.");

    public void Dispose()
    {
        // Nothing to give back.
    }
}
