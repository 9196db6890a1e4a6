using Sonde.Operator.Cloud.Http;
using static Sonde.Operator.Cloud.Http.RpcParameters;

namespace Sonde.Operator.Cloud.Alerts;

/// <summary>The older generation: <c>…PrometheusAlertRule…</c>.</summary>
internal sealed class OlderAlertRules(RpcCaller arms, string region) : IAlertRules
{
    private const string CustomPromQl = "101";

    private static AlertJson Json => AlertJson.Default;

    public Task<AlertRule> CreateAsync(AlertRuleSpec rule, CancellationToken cancellation) =>
        WriteAsync("CreatePrometheusAlertRule", CallEffect.Create, [.. ParametersOf(rule), .. TagsOf("Tags", rule.Tags)], cancellation);

    public Task<AlertRule> UpdateAsync(long alertId, AlertRuleSpec rule, CancellationToken cancellation) =>
        WriteAsync("UpdatePrometheusAlertRule", CallEffect.Idempotent, [.. ParametersOf(rule), new("AlertId", TextOf(alertId))], cancellation);

    public async Task<AlertRule?> FindAsync(string clusterId, long alertId, CancellationToken cancellation) =>
        (await arms.FindAsync("DescribePrometheusAlertRule", Of(clusterId, alertId), Json.OlderRuleAnswer, cancellation))?.PrometheusAlertRule?.ToRule();

    public async Task<IReadOnlyList<AlertRule>> ListAsync(string clusterId, string? name, CancellationToken cancellation)
    {
        var answer = await arms.AskAsync("ListPrometheusAlertRules", CallEffect.Read, [new("RegionId", region), new("ClusterId", clusterId), new("Name", name)], Json.OlderListAnswer, cancellation);
        // The service finds names that hold the text anywhere.
        return [.. (answer.PrometheusAlertRules ?? []).Select(rule => rule.ToRule()).OfType<AlertRule>().Where(rule => name is null || rule.Name == name)];
    }

    public Task DeleteAsync(string clusterId, long alertId, CancellationToken cancellation) =>
        arms.RemoveAsync("DeletePrometheusAlertRule", Of(clusterId, alertId), cancellation);

    private async Task<AlertRule> WriteAsync(string operation, CallEffect effect, IEnumerable<KeyValuePair<string, string?>> parameters, CancellationToken cancellation) =>
        (await arms.AskAsync(operation, effect, parameters, Json.OlderRuleAnswer, cancellation)).PrometheusAlertRule?.ToRule() ?? throw arms.Lacking(operation, "alert rule");

    // These two take no region.
    private static KeyValuePair<string, string?>[] Of(string clusterId, long alertId) => [new("AlertId", TextOf(alertId)), new("ClusterId", clusterId)];

    private KeyValuePair<string, string?>[] ParametersOf(AlertRuleSpec rule) =>
    [
        new("RegionId", region),
        new("ClusterId", rule.ClusterId),
        new("AlertName", rule.Name),
        new("Expression", rule.Expression),
        new("Duration", TextOf(rule.Minutes)),
        new("Message", rule.Message),
        new("Type", CustomPromQl),
        new("NotifyType", rule.NotificationPolicyId is null ? "ALERT_MANAGER" : "DISPATCH_RULE"),
        new("DispatchRuleId", rule.NotificationPolicyId),
        new("Labels", AlertPair.TextOf(rule.Labels)),
        new("Annotations", AlertPair.TextOf(rule.Annotations)),
    ];
}
