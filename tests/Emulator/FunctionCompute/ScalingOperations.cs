using System.Text.Json.Nodes;
using Sonde.Emulator.Http;
using Sonde.Emulator.Instances;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Scaling configs: elastic policies of a qualifier (fc.md 6).</summary>
internal sealed class ScalingOperations(EmulatorWorld world, IInstanceHost host)
{
    private static readonly string[] s_metrics = ["ProvisionedConcurrencyUtilization", "CPUUtilization", "GPUMemUtilization", "GPUSmUtilization"];

    public IEnumerable<FcRoute> Routes =>
    [
        new("PutScalingConfig", "PUT", "functions/{n}/scaling-config", Put),
        new("GetScalingConfig", "GET", "functions/{n}/scaling-config", Get),
        new("DeleteScalingConfig", "DELETE", "functions/{n}/scaling-config", Delete),
        new("ListScalingConfigs", "GET", "scaling-configs", List),
    ];

    private Answer Put(FcCall call)
    {
        var body = call.Body();
        CheckPolicies(body);
        var stored = world.Functions.Exclusively(table =>
        {
            var entry = call.Entry(table);
            Qualifiers.CheckScalable(entry, call.Qualifier);
            if (entry.Provisions.ContainsKey(call.Qualifier))
                throw FcErrors.Conflict("ProvisionConfigExist", $"qualifier '{call.Qualifier}' of function '{call.Function}' has a provision config");
            Qualifiers.CheckTracking(entry, body.Objects("horizontalScalingPolicies"));
            entry.Scalings[call.Qualifier] = Filled(body);
            table.Tell(FunctionChangeKind.ProvisionChanged, entry);
            return QualifierConfig.Of(entry, call.Qualifier, entry.Scalings[call.Qualifier]);
        });
        return Answer.Json(200, View(stored));
    }

    private static void CheckPolicies(JsonObject body)
    {
        body.Whole("minInstances", 0, 10000, 0);
        PolicyTimes.Check(body.Objects("horizontalScalingPolicies").Concat(body.Objects("scheduledPolicies")));
        foreach (var policy in body.Objects("horizontalScalingPolicies"))
        {
            FunctionRules.Need(policy.Text("name").Length > 0, "a scaling policy needs a name");
            FunctionRules.Need(s_metrics.Contains(policy.Text("metricType")), $"metricType '{policy.Text("metricType")}' is not supported");
            FunctionRules.Need(policy.Number("metricTarget") is > 0 and <= 1, "metricTarget must be above 0 and at most 1");
            FunctionRules.Need((policy.Number("minInstances") ?? 0) <= (policy.Number("maxInstances") ?? 0), "minInstances must not be above maxInstances");
        }
    }

    private static JsonObject Filled(JsonObject body)
    {
        var config = new JsonObject
        {
            ["minInstances"] = body.Whole("minInstances", 0, 10000, 0),
            ["enableOnDemandScaling"] = body.Flag("enableOnDemandScaling") ?? true,
            ["enableMixMode"] = body.Flag("enableMixMode") ?? false,
            ["requestDispatchPolicy"] = body.Text("requestDispatchPolicy") is { Length: > 0 } policy ? policy : "Balanced",
            ["horizontalScalingPolicies"] = new JsonArray([.. body.Objects("horizontalScalingPolicies").Select(one => one.DeepClone())]),
            ["scheduledPolicies"] = new JsonArray([.. body.Objects("scheduledPolicies").Select(one => one.DeepClone())]),
        };
        if (body.Text("residentPoolId") is { Length: > 0 } pool)
            config["residentPoolId"] = pool;
        return config;
    }

    private Answer Get(FcCall call) => Answer.Json(200, View(world.Functions.Exclusively(table =>
    {
        var entry = call.Entry(table);
        return entry.Scalings.TryGetValue(call.Qualifier, out var config)
            ? QualifierConfig.Of(entry, call.Qualifier, config)
            : world.Habits.MissingConfigsAreZeros ? QualifierConfig.Of(entry, call.Qualifier, Filled([])) : throw FcErrors.NotFound("ScalingConfigNotFound", "scaling config of", $"{call.Function}/{call.Qualifier}");
    })));

    private Answer Delete(FcCall call) => world.Functions.Exclusively(table =>
    {
        var entry = call.Entry(table);
        if (entry.Scalings.Remove(call.Qualifier))
            table.Tell(FunctionChangeKind.ProvisionChanged, entry);
        return Answer.Nothing(204);
    });

    private Answer List(FcCall call)
    {
        var found = world.Functions.Exclusively(table => QualifierConfig.Listed(table, call, entry => entry.Scalings));
        return Answer.Json(200, FcPage.Of(call, "scalingConfigs", found, one => one.Key, View));
    }

    /// <summary>Asks the host outside of the store's lock: it has locks of its own.</summary>
    private JsonObject View(QualifierConfig stored)
    {
        var view = (JsonObject)stored.Config.DeepClone();
        var target = (int)view.Number("minInstances")!.Value;
        var state = stored.Record is { } record ? host.Provisioned(record, stored.Qualifier) : null;
        view["functionArn"] = stored.Arn;
        view["targetInstances"] = target;
        view["currentInstances"] = state?.Current ?? target;
        view["currentError"] = state?.CurrentError ?? "";
        return view;
    }
}
