using Sonde.Operator.Cloud.Alerts;
using Sonde.Operator.Cloud.Grafana;
using Sonde.Operator.Cloud.Prometheus;

namespace Sonde.Operator.Cloud;

/// <summary>Creates for which the service has no idempotency token, made once: what is there already is looked for before the call, and again when its answer was lost.</summary>
/// <remarks>
/// What is found is ours by its owner tags, or by name and labels. Lists may lag behind a create: one whose answer was lost and that is not found yet fails
/// with <see cref="CloudException.MayHaveHappened"/>, and is found by the next call of this, not made a second time within this one.
/// </remarks>
public static class Creation
{
    /// <summary>The id of the instance that carries all tags of <paramref name="cluster"/>, made when there is none.</summary>
    /// <exception cref="ArgumentException">No tags: any instance would be taken for ours.</exception>
    public static Task<string> CreateOnceAsync(this IManagedPrometheus prometheus, NewPrometheusCluster cluster, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(prometheus);
        ArgumentNullException.ThrowIfNull(cluster);
        RequireOwner(cluster.Tags, nameof(cluster));
        return OnceAsync(
            async () => (await prometheus.ListByTagAsync(cluster.Tags, cancellation)).MinBy(found => found.ClusterId, StringComparer.Ordinal)?.ClusterId,
            () => prometheus.CreateAsync(cluster, cancellation));
    }

    /// <summary>The rule of this name and with all labels of <paramref name="rule"/> in its instance, made when there is none. What else differs is for an update.</summary>
    public static Task<AlertRule> CreateOnceAsync(this IAlertRules alerts, AlertRuleSpec rule, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        ArgumentNullException.ThrowIfNull(rule);
        return OnceAsync(
            async () => (await alerts.ListAsync(rule.ClusterId, rule.Name, cancellation)).Where(found => rule.Labels.All(found.Labels.Contains)).MinBy(found => found.AlertId),
            () => alerts.CreateAsync(rule, cancellation));
    }

    /// <summary>The workspace that carries all tags of <paramref name="workspace"/>, made when there is none.</summary>
    /// <exception cref="ArgumentException">No tags: any workspace would be taken for ours.</exception>
    public static Task<GrafanaWorkspace> CreateOnceAsync(this IGrafanaWorkspaces grafana, NewGrafanaWorkspace workspace, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(grafana);
        ArgumentNullException.ThrowIfNull(workspace);
        RequireOwner(workspace.Tags, nameof(workspace));
        return OnceAsync(
            async () => (await grafana.ListAsync(workspace.Tags, cancellation)).MinBy(found => found.Id, StringComparer.Ordinal),
            () => grafana.CreateAsync(workspace, cancellation));
    }

    private static async Task<T> OnceAsync<T>(Func<Task<T?>> find, Func<Task<T>> create)
        where T : class
    {
        if (await find() is { } there)
            return there;

        try
        {
            return await create();
        }
        catch (CloudException lost) when (lost.MayHaveHappened)
        {
            if (await find() is { } made)
                return made;
            throw;
        }
    }

    private static void RequireOwner(IReadOnlyList<Tag> tags, string name)
    {
        if (tags.Count == 0)
            throw new ArgumentException("The tags must name the owner; without any, every resource would be taken for ours.", name);
    }
}
