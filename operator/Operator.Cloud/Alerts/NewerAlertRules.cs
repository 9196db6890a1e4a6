using System.Text.Json;
using Sonde.Operator.Cloud.Http;
using static Sonde.Operator.Cloud.Http.RpcParameters;

namespace Sonde.Operator.Cloud.Alerts;

/// <summary>The newer generation: <c>CreateOrUpdateAlertRule</c> and its like, for rules of our own PromQL.</summary>
internal sealed class NewerAlertRules(RpcCaller arms, string region) : IAlertRules
{
    private const string AlertType = "PROMETHEUS_MONITORING_ALERT_RULE";
    private const int PageSize = 100;

    private static AlertJson Json => AlertJson.Default;

    public Task<AlertRule> CreateAsync(AlertRuleSpec rule, CancellationToken cancellation) =>
        WriteAsync(CallEffect.Create, [.. ParametersOf(rule), .. TagsOf("Tags", rule.Tags)], cancellation);

    public Task<AlertRule> UpdateAsync(long alertId, AlertRuleSpec rule, CancellationToken cancellation) =>
        WriteAsync(CallEffect.Idempotent, [.. ParametersOf(rule), new("AlertId", TextOf(alertId))], cancellation);

    public async Task<AlertRule?> FindAsync(string clusterId, long alertId, CancellationToken cancellation) =>
        (await ListAsync([new("ClusterId", clusterId), new("AlertIds", JsonSerializer.Serialize([alertId], Json.IReadOnlyListInt64))], cancellation)).FirstOrDefault(rule => rule.AlertId == alertId);

    public async Task<IReadOnlyList<AlertRule>> ListAsync(string clusterId, string? name, CancellationToken cancellation)
    {
        var names = name is null ? null : JsonSerializer.Serialize([name], Json.IReadOnlyListString);
        var found = await ListAsync([new("ClusterId", clusterId), new("AlertNames", names)], cancellation);
        return name is null ? found : [.. found.Where(rule => rule.Name == name)];
    }

    public Task DeleteAsync(string clusterId, long alertId, CancellationToken cancellation) =>
        arms.RemoveAsync("DeleteAlertRule", [new("AlertId", TextOf(alertId))], cancellation);

    private async Task<AlertRule> WriteAsync(CallEffect effect, IEnumerable<KeyValuePair<string, string?>> parameters, CancellationToken cancellation)
    {
        const string Operation = "CreateOrUpdateAlertRule";
        return (await arms.AskAsync(Operation, effect, parameters, Json.NewerRuleAnswer, cancellation)).AlertRule?.ToRule() ?? throw arms.Lacking(Operation, "alert rule");
    }

    private async Task<List<AlertRule>> ListAsync(KeyValuePair<string, string?>[] filter, CancellationToken cancellation)
    {
        List<AlertRule> rules = [];
        for (var page = 1; ; page++)
        {
            var answer = await arms.AskAsync(
                "GetAlertRules", CallEffect.Read,
                [new("RegionId", region), new("Page", TextOf(page)), new("Size", TextOf(PageSize)), new("AlertType", AlertType), .. filter],
                Json.NewerListAnswer, cancellation);
            var found = answer.PageBean?.AlertRules ?? [];
            rules.AddRange(found.Select(rule => rule.ToRule()).OfType<AlertRule>());
            if (found.Count == 0 || (long)page * PageSize >= answer.PageBean!.Total)
                return rules;
        }
    }

    private KeyValuePair<string, string?>[] ParametersOf(AlertRuleSpec rule) =>
    [
        new("RegionId", region),
        new("ClusterId", rule.ClusterId),
        new("AlertName", rule.Name),
        new("AlertType", AlertType),
        new("AlertCheckType", "CUSTOM"),
        new("AlertGroup", "-1"),
        new("PromQL", rule.Expression),
        new("Duration", TextOf(rule.Minutes)),
        new("Message", rule.Message),
        new("Level", rule.Level),
        new("NotifyStrategy", rule.NotificationPolicyId),
        new("Labels", AlertPair.TextOf(rule.Labels)),
        new("Annotations", AlertPair.TextOf(rule.Annotations)),
    ];
}
