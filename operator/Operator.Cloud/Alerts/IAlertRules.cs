namespace Sonde.Operator.Cloud.Alerts;

/// <summary>Alert rules over the data of one managed Prometheus instance. ARMS has two generations of them, which do not see each other's rules; both are behind this.</summary>
public interface IAlertRules
{
    /// <summary>Makes a rule. There is no idempotency token: use <see cref="Creation.CreateOnceAsync(IAlertRules, AlertRuleSpec, CancellationToken)"/> where an earlier answer may be lost.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.NotFound"/>: no such instance; <see cref="CloudErrorKind.Invalid"/>: a value is refused, or (newer generation) the name is taken.</exception>
    Task<AlertRule> CreateAsync(AlertRuleSpec rule, CancellationToken cancellation);

    /// <summary>The rule with this id; null when it is absent.</summary>
    Task<AlertRule?> FindAsync(string clusterId, long alertId, CancellationToken cancellation);

    /// <summary>All rules of an instance.</summary>
    /// <param name="clusterId">The instance.</param>
    /// <param name="name">Exact name, which need not be unique; null: all.</param>
    /// <param name="cancellation">Cancels the calls.</param>
    Task<IReadOnlyList<AlertRule>> ListAsync(string clusterId, string? name, CancellationToken cancellation);

    /// <summary>Replaces a rule wholly, except its tags.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.NotFound"/>: no such rule.</exception>
    Task<AlertRule> UpdateAsync(long alertId, AlertRuleSpec rule, CancellationToken cancellation);

    /// <summary>Removes a rule; an absent one is success.</summary>
    Task DeleteAsync(string clusterId, long alertId, CancellationToken cancellation);
}
