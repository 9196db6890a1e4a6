using System.Text.Json.Nodes;
using Sonde.Emulator.Http;
using Sonde.Emulator.Instances;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Provision configs: how many instances of a qualifier are kept ready, and whether they ever freeze (fc.md 6).</summary>
internal sealed class ProvisionOperations(EmulatorWorld world, IInstanceHost host)
{
    private const int HighestTarget = 10000;

    public IEnumerable<FcRoute> Routes =>
    [
        new("PutProvisionConfig", "PUT", "functions/{n}/provision-config", Put),
        new("GetProvisionConfig", "GET", "functions/{n}/provision-config", Get),
        new("DeleteProvisionConfig", "DELETE", "functions/{n}/provision-config", Delete),
        new("ListProvisionConfigs", "GET", "provision-configs", List),
    ];

    private Answer Put(FcCall call)
    {
        var body = call.Body();
        body["defaultTarget"] ??= body["target"]?.DeepClone() ?? 0;
        body.Whole("defaultTarget", 0, HighestTarget, 0);
        PolicyTimes.Check(body.Objects("scheduledActions").Concat(body.Objects("targetTrackingPolicies")));
        var config = Filled(body);
        var stored = world.Functions.Exclusively(table =>
        {
            var entry = call.Entry(table);
            Qualifiers.CheckScalable(entry, call.Qualifier);
            if (entry.Scalings.ContainsKey(call.Qualifier))
                throw FcErrors.Conflict("ResidentScalingConfigExists", $"qualifier '{call.Qualifier}' of function '{call.Function}' has a scaling config");
            Qualifiers.CheckTracking(entry, body.Objects("targetTrackingPolicies"));
            entry.Provisions[call.Qualifier] = config;
            table.Tell(FunctionChangeKind.ProvisionChanged, entry);
            return QualifierConfig.Of(entry, call.Qualifier, config);
        });
        return Answer.Json(200, View(stored));
    }

    private static JsonObject Filled(JsonObject body) => new()
    {
        ["defaultTarget"] = body["defaultTarget"]!.DeepClone(),
        ["target"] = body["defaultTarget"]!.DeepClone(),
        ["alwaysAllocateCPU"] = body.Flag("alwaysAllocateCPU") ?? true,
        ["alwaysAllocateGPU"] = body.Flag("alwaysAllocateGPU") ?? true,
        ["scheduledActions"] = new JsonArray([.. body.Objects("scheduledActions").Select(action => action.DeepClone())]),
        ["targetTrackingPolicies"] = new JsonArray([.. body.Objects("targetTrackingPolicies").Select(policy => policy.DeepClone())]),
    };

    private Answer Get(FcCall call) => Answer.Json(200, View(world.Functions.Exclusively(table =>
    {
        var entry = call.Entry(table);
        return entry.Provisions.TryGetValue(call.Qualifier, out var config)
            ? QualifierConfig.Of(entry, call.Qualifier, config)
            : world.Habits.MissingConfigsAreZeros ? QualifierConfig.Of(entry, call.Qualifier, Filled(new JsonObject { ["defaultTarget"] = 0 })) : throw FcErrors.NotFound("ProvisionConfigNotFound", "provision config of", $"{call.Function}/{call.Qualifier}");
    })));

    private Answer Delete(FcCall call) => world.Functions.Exclusively(table =>
    {
        var entry = call.Entry(table);
        if (entry.Provisions.Remove(call.Qualifier))
            table.Tell(FunctionChangeKind.ProvisionChanged, entry);
        return Answer.Nothing(204);
    });

    private Answer List(FcCall call)
    {
        var found = world.Functions.Exclusively(table => QualifierConfig.Listed(table, call, entry => entry.Provisions));
        return Answer.Json(200, FcPage.Of(call, "provisionConfigs", found, one => one.Key, View));
    }

    /// <summary>Asks the host outside of the store's lock: it has locks of its own.</summary>
    private JsonObject View(QualifierConfig stored)
    {
        var view = (JsonObject)stored.Config.DeepClone();
        var state = stored.Record is { } record ? host.Provisioned(record, stored.Qualifier) : null;
        view["functionArn"] = stored.Arn;
        view["current"] = state?.Current ?? (int)view.Number("defaultTarget")!.Value;
        view["currentError"] = state?.CurrentError ?? "";
        return view;
    }
}
