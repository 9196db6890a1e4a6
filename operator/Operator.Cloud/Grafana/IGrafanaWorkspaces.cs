namespace Sonde.Operator.Cloud.Grafana;

/// <summary>Managed Grafana of ARMS: the workspaces, and the ready-made dashboards of managed Prometheus. What lies inside a workspace is Grafana's own API.</summary>
public interface IGrafanaWorkspaces
{
    /// <summary>Makes a workspace. There is no idempotency token: use <see cref="Creation.CreateOnceAsync(IGrafanaWorkspaces, NewGrafanaWorkspace, CancellationToken)"/> where an earlier answer may be lost.</summary>
    /// <returns>The workspace; it is starting, look until <see cref="GrafanaWorkspace.Status"/> is <c>Running</c>.</returns>
    Task<GrafanaWorkspace> CreateAsync(NewGrafanaWorkspace workspace, CancellationToken cancellation);

    /// <summary>The workspace with this id; null when it is absent.</summary>
    Task<GrafanaWorkspace?> FindAsync(string workspaceId, CancellationToken cancellation);

    /// <summary>The workspaces that carry all of <paramref name="tags"/>; all of the region when there are none.</summary>
    Task<IReadOnlyList<GrafanaWorkspace>> ListAsync(IReadOnlyList<Tag> tags, CancellationToken cancellation);

    /// <summary>Changes what is not null in <paramref name="change"/>.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.NotFound"/>: no such workspace.</exception>
    Task UpdateAsync(string workspaceId, GrafanaWorkspaceUpdate change, CancellationToken cancellation);

    /// <summary>Removes a workspace and what lies in it; an absent one is success.</summary>
    Task DeleteAsync(string workspaceId, CancellationToken cancellation);

    /// <summary>The ready-made dashboards of a Prometheus instance. One that is for remote write may have none.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.NotFound"/>: no such instance.</exception>
    Task<IReadOnlyList<Dashboard>> ListDashboardsAsync(string clusterId, CancellationToken cancellation);
}
