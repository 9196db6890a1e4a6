using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Arms;

/// <summary>The older alert rules: <c>…PrometheusAlertRule…</c> (arms.md 4.1).</summary>
internal sealed class PrometheusAlertOperations(EmulatorWorld world)
{
    public IEnumerable<KeyValuePair<string, Func<RpcCall, Answer>>> Actions =>
    [
        new("CreatePrometheusAlertRule", Create),
        new("UpdatePrometheusAlertRule", Update),
        new("DescribePrometheusAlertRule", Describe),
        new("DeletePrometheusAlertRule", Delete),
        new("ListPrometheusAlertRules", List),
    ];

    private Answer Create(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        CheckRule(call);
        if (ArmsRules.Find(call, world, call.Required("ClusterId")) is null)
            return ArmsRules.NotFound(call, world);
        var rule = new AlertRule(call.AccountId, world.Arms.NextRuleId(), Newer: false, call.Now, call.Now, AlertParameters.Over(null, call)) { Tags = call.Pairs("Tags") };
        world.Arms.Put(rule);
        return One(call, rule);
    }

    private Answer Update(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        CheckRule(call);
        return Found(call, rule =>
        {
            var changed = rule with { Updated = call.Now, Values = AlertParameters.Over(rule, call) };
            world.Arms.Put(changed);
            return One(call, changed);
        });
    }

    private Answer Describe(RpcCall call) => Found(call, rule => One(call, rule));

    private Answer Delete(RpcCall call) => Found(call, rule =>
    {
        world.Arms.RemoveRule(rule.AlertId);
        return ArmsAnswers.Success(call);
    });

    private Answer List(RpcCall call)
    {
        ArmsRules.CheckRegion(call, world);
        var cluster = call.Required("ClusterId");
        var found = world.Arms.ShownRules(call)
            .Where(rule => !rule.Newer && rule["ClusterId"] == cluster)
            .Where(rule => call["Name"].Length == 0 || rule["AlertName"].Contains(call["Name"], StringComparison.Ordinal))
            .Where(rule => call["Type"].Length == 0 || TypeOf(rule) == TypeOf(call["Type"]))
            .Where(_ => call["Status"] is "" or "1")
            .Where(rule => rule.HasTags(call.Pairs("Tags")))
            .OrderBy(rule => rule.AlertId);
        return ArmsAnswers.Success(call, ("PrometheusAlertRules", new JsonArray([.. found.Select(rule => (JsonNode)View(rule, world.Options.Region))])));
    }

    /// <summary>99 is the custom type, and so is its word; all else is of Prometheus.</summary>
    private static string TypeOf(string type) => type is "99" or "custom" ? "custom" : "prometheus";

    private static string TypeOf(AlertRule rule) => TypeOf(rule["Type"]);

    private static void CheckRule(RpcCall call)
    {
        foreach (var name in new[] { "AlertName", "Expression", "Message" })
            call.Required(name);
        AlertParameters.CheckDuration(call, low: 1);
        if (call["NotifyType"] is not ("" or "ALERT_MANAGER" or "DISPATCH_RULE"))
            throw ArmsRules.Invalid($"NotifyType '{call["NotifyType"]}' must be ALERT_MANAGER or DISPATCH_RULE.");
        if (call["NotifyType"] == "DISPATCH_RULE")
            call.Required("DispatchRuleId");
    }

    private Answer Found(RpcCall call, Func<AlertRule, Answer> then)
    {
        var id = call.Required("AlertId");
        return long.TryParse(id, out var number) && world.Arms.Rules.GetValueOrDefault(number) is { Newer: false } rule && rule.AccountId == call.AccountId
            ? then(rule)
            : ArmsAnswers.Inside200(call, 404, $"alert rule {id} does not exist");
    }

    private Answer One(RpcCall call, AlertRule rule) => ArmsAnswers.Success(call, ("PrometheusAlertRule", View(rule, world.Options.Region)));

    /// <summary>The type goes in as a number and comes out in words; labels get an entry of the platform's (arms.md 4.1).</summary>
    private static JsonObject View(AlertRule rule, string region)
    {
        var labels = rule.Pairs("Labels");
        labels.Add(new JsonObject { ["Name"] = "_aliyun_cloud_region_id", ["Value"] = region });
        return new JsonObject
        {
            ["AlertId"] = rule.AlertId,
            ["AlertName"] = rule["AlertName"],
            ["ClusterId"] = rule["ClusterId"],
            ["Expression"] = rule["Expression"],
            ["Duration"] = rule["Duration"],
            ["Message"] = rule["Message"],
            ["NotifyType"] = rule["NotifyType"] is { Length: > 0 } notify ? notify : "ALERT_MANAGER",
            ["DispatchRuleId"] = rule["DispatchRuleId"],
            ["Status"] = 1,
            ["Type"] = TypeOf(rule),
            ["Labels"] = labels,
            ["Annotations"] = rule.Pairs("Annotations"),
        };
    }
}
