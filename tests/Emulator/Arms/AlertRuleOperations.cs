using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Arms;

/// <summary>The newer alert rules: <c>CreateOrUpdateAlertRule</c> and its like (arms.md 4.2).</summary>
internal sealed class AlertRuleOperations(EmulatorWorld world)
{
    public IEnumerable<KeyValuePair<string, Func<RpcCall, Answer>>> Actions =>
    [
        new("CreateOrUpdateAlertRule", CreateOrUpdate),
        new("GetAlertRules", List),
        new("DeleteAlertRule", Delete),
    ];

    private Answer CreateOrUpdate(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        var name = call.Required("AlertName");
        if (call.Required("AlertType") != "PROMETHEUS_MONITORING_ALERT_RULE")
            throw ArmsRules.Invalid($"AlertType '{call["AlertType"]}' is not emulated, only PROMETHEUS_MONITORING_ALERT_RULE is.");
        if (call["AlertCheckType"] is "" or "CUSTOM")
            call.Required("PromQL");
        AlertParameters.CheckDuration(call, low: 0);
        var before = call["AlertId"].Length > 0 ? Find(call) : null;
        if (call["AlertId"].Length > 0 && before is null)
            return ArmsAnswers.Inside200(call, 404, $"alert rule {call["AlertId"]} does not exist");
        if (before is null && Mine(call).Any(rule => rule["AlertName"] == name))
            return ArmsAnswers.Inside200(call, 400, $"the alert name '{name}' is used already");
        if (ArmsRules.Find(call, world, call["ClusterId"] is { Length: > 0 } cluster ? cluster : before?["ClusterId"] ?? "") is null)
            return ArmsRules.NotFound(call, world);
        var rule = before is null
            ? new AlertRule(call.AccountId, world.Arms.NextRuleId(), Newer: true, call.Now, call.Now, AlertParameters.Over(null, call)) { Tags = call.Pairs("Tags") }
            : before with { Updated = call.Now, Values = AlertParameters.Over(before, call) };
        world.Arms.Put(rule);
        return ArmsAnswers.Success(call, ("AlertRule", View(rule)));
    }

    private Answer List(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        var (page, size) = (call.Number("Page") ?? 1, call.Number("Size") ?? 10);
        if (page < 1 || size is < 1 or > 100)
            throw ArmsRules.Invalid("Page must be 1 or more, and Size between 1 and 100.");
        var ids = call.JsonList("AlertIds").Select(id => id!.ToString()).ToList();
        var names = call.JsonList("AlertNames").Select(name => name!.ToString()).ToList();
        var found = world.Arms.ShownRules(call).Where(rule => rule.Newer)
            .Where(rule => ids.Count == 0 || ids.Contains($"{rule.AlertId}"))
            .Where(rule => names.Count == 0 || names.Contains(rule["AlertName"]))
            .Where(rule => call["ClusterId"].Length == 0 || rule["ClusterId"] == call["ClusterId"])
            .Where(rule => call["AlertType"].Length == 0 || rule["AlertType"] == call["AlertType"])
            .Where(rule => rule.HasTags(call.Pairs("Tags")))
            .OrderBy(rule => rule.AlertId).ToList();
        return ArmsAnswers.Members(call, ("PageBean", new JsonObject
        {
            ["AlertRules"] = new JsonArray([.. found.Skip((page - 1) * size).Take(size).Select(rule => (JsonNode)View(rule))]),
            ["Page"] = page,
            ["Size"] = size,
            ["Total"] = found.Count,
        }));
    }

    private Answer Delete(RpcCall call)
    {
        call.Required("AlertId");
        if (Find(call) is not { } rule)
            return ArmsAnswers.Inside200(call, 404, $"alert rule {call["AlertId"]} does not exist");
        world.Arms.RemoveRule(rule.AlertId);
        return ArmsAnswers.Success(call);
    }

    private IEnumerable<AlertRule> Mine(RpcCall call) => world.Arms.Rules.Values.Where(rule => rule.Newer && rule.AccountId == call.AccountId);

    private AlertRule? Find(RpcCall call) => Mine(call).FirstOrDefault(rule => $"{rule.AlertId}" == call["AlertId"]);

    /// <summary>The id is a number that may be read as a floating one (arms.md 4.2).</summary>
    private JsonObject View(AlertRule rule) => new()
    {
        ["AlertId"] = (double)rule.AlertId,
        ["AlertName"] = rule["AlertName"],
        ["AlertStatus"] = rule["AlertStatus"] is { Length: > 0 } status ? status : "RUNNING",
        ["AlertType"] = rule["AlertType"],
        ["AlertCheckType"] = rule["AlertCheckType"] is { Length: > 0 } check ? check : "CUSTOM",
        ["ClusterId"] = rule["ClusterId"],
        ["PromQL"] = rule["PromQL"],
        ["Duration"] = rule["Duration"],
        ["Level"] = rule["Level"] is { Length: > 0 } level ? level : "DEFAULT",
        ["Message"] = rule["Message"],
        ["Labels"] = rule.Pairs("Labels"),
        ["Annotations"] = rule.Pairs("Annotations"),
        ["CreatedTime"] = rule.Created.ToUnixTimeMilliseconds(),
        ["UpdatedTime"] = rule.Updated.ToUnixTimeMilliseconds(),
        ["RegionId"] = world.Options.Region,
        ["UserId"] = rule.AccountId,
        ["Tags"] = new JsonArray([.. rule.Tags.Select(tag => (JsonNode)new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]),
    };
}
