using Sonde.Operator.Cloud.Alerts;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Cloud.Grafana;
using Sonde.Operator.Cloud.Identity;
using Sonde.Operator.Cloud.ObjectStorage;
using Sonde.Operator.Cloud.Prometheus;

namespace Sonde.Operator.Cloud;

/// <summary>What the operator needs of one account in one region. Safe for concurrent use; owned by its <see cref="ICloudFactory"/>.</summary>
public interface ICloud
{
    /// <summary>Function Compute 3.0.</summary>
    IFunctionCompute Functions { get; }

    /// <summary>OSS.</summary>
    IObjectStorage Objects { get; }

    /// <summary>Managed Service for Prometheus (ARMS).</summary>
    IManagedPrometheus Prometheus { get; }

    /// <summary>Alert rules of the newer generation (ARMS): the one for new rules.</summary>
    IAlertRules Alerts { get; }

    /// <summary>Alert rules of the older generation (ARMS), which other tools still make.</summary>
    IAlertRules OlderAlerts { get; }

    /// <summary>Managed Grafana (ARMS).</summary>
    IGrafanaWorkspaces Grafana { get; }

    /// <summary>Who the credentials belong to (STS).</summary>
    IIdentity Identity { get; }
}
