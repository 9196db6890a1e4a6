using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Triggers of a function (fc.md 7).</summary>
internal sealed class TriggerOperations(EmulatorWorld world)
{
    public IEnumerable<FcRoute> Routes =>
    [
        new("CreateTrigger", "POST", "functions/{n}/triggers", Create),
        new("GetTrigger", "GET", "functions/{n}/triggers/{t}", Get),
        new("UpdateTrigger", "PUT", "functions/{n}/triggers/{t}", Update),
        new("DeleteTrigger", "DELETE", "functions/{n}/triggers/{t}", Delete),
        new("ListTriggers", "GET", "functions/{n}/triggers", List),
    ];

    private Answer Create(FcCall call)
    {
        var body = call.Body();
        var name = body.Text("triggerName");
        return world.Functions.Exclusively(table =>
        {
            var entry = call.Entry(table);
            TriggerRules.CheckName(name);
            if (entry.Triggers.ContainsKey(name))
                throw FcErrors.AlreadyExists("TriggerAlreadyExists", "trigger", name);
            var trigger = new JsonObject
            {
                ["triggerId"] = Guid.NewGuid().ToString(),
                ["triggerName"] = name,
                ["triggerType"] = body.Text("triggerType"),
                ["description"] = body.Text("description"),
                ["invocationRole"] = body.Text("invocationRole"),
                ["sourceArn"] = body.Text("sourceArn"),
                ["qualifier"] = body.Text("qualifier") is { Length: > 0 } qualifier ? qualifier : FunctionEntry.LatestQualifier,
                ["triggerConfig"] = body.Text("triggerConfig"),
                ["status"] = "",
                ["createdTime"] = Times.Seconds(call.Now),
            };
            entry.Triggers[name] = Finished(entry, trigger, call.Now);
            table.Note(entry);
            return Answer.Json(200, entry.Triggers[name].DeepClone());
        });
    }

    private Answer Get(FcCall call) => world.Functions.Exclusively(table => Answer.Json(200, Find(call.Entry(table), call.Route["t"]).DeepClone()));

    private Answer Update(FcCall call)
    {
        var body = call.Body();
        return world.Functions.Exclusively(table =>
        {
            var entry = call.Entry(table);
            var trigger = (JsonObject)Find(entry, call.Route["t"]).DeepClone();
            if (trigger.Text("triggerType") is "mns_topic" or "tablestore")
                throw FcErrors.Invalid($"a trigger of type {trigger.Text("triggerType")} can not be updated");
            foreach (var field in new[] { "triggerConfig", "qualifier", "description", "invocationRole" })
            {
                if (body[field] is not null)
                    trigger[field] = body.Text(field);
            }

            entry.Triggers[call.Route["t"]] = Finished(entry, trigger, call.Now);
            table.Note(entry);
            return Answer.Json(200, trigger.DeepClone());
        });
    }

    private Answer Delete(FcCall call) => world.Functions.Exclusively(table =>
    {
        var entry = call.Entry(table);
        Find(entry, call.Route["t"]);
        entry.Triggers.Remove(call.Route["t"]);
        table.Note(entry);
        return Answer.Nothing(204);
    });

    private Answer List(FcCall call) => world.Functions.Exclusively(table =>
    {
        var found = call.ShownEntry(table).Triggers.Where(pair => pair.Key.StartsWith(call.Request.Parameter("prefix") ?? "", StringComparison.Ordinal));
        return Answer.Json(200, FcPage.Of(call, "triggers", found, pair => pair.Key, pair => pair.Value.DeepClone()));
    });

    private static JsonObject Find(FunctionEntry entry, string name) =>
        entry.Triggers.GetValueOrDefault(name) ?? throw FcErrors.NotFound("TriggerNotFound", "trigger", name);

    /// <summary>Checks a trigger and adds what the service fills in.</summary>
    private JsonObject Finished(FunctionEntry entry, JsonObject trigger, DateTimeOffset now)
    {
        var qualifier = trigger.Text("qualifier");
        if (entry.At(qualifier) is null)
            throw FcErrors.VersionNotFound(entry.Latest.Name, qualifier);
        trigger["targetArn"] = qualifier == FunctionEntry.LatestQualifier ? entry.Latest.Arn : $"{entry.Latest.Arn}/{qualifier}";
        trigger["lastModifiedTime"] = Times.Seconds(now);
        trigger["triggerConfig"] = TriggerRules.Normal(trigger);
        if (trigger.Text("triggerType") != "http")
            return trigger;
        TriggerRules.CheckOnlyOne(entry, trigger);
        var place = TriggerUrl.SegmentFor(entry.Latest.Name, qualifier);
        trigger["httpTrigger"] = new JsonObject { ["urlInternet"] = $"{world.BaseUrl}{TriggerUrl.Internet}{place}", ["urlIntranet"] = $"{world.BaseUrl}{TriggerUrl.Intranet}{place}" };
        return trigger;
    }
}
