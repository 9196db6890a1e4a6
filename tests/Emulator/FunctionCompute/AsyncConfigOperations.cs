using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>How asynchronous invocations of a qualifier are kept, repeated and reported.</summary>
internal sealed class AsyncConfigOperations(EmulatorWorld world)
{
    public IEnumerable<FcRoute> Routes =>
    [
        new("PutAsyncInvokeConfig", "PUT", "functions/{n}/async-invoke-config", Put),
        new("GetAsyncInvokeConfig", "GET", "functions/{n}/async-invoke-config", Get),
        new("DeleteAsyncInvokeConfig", "DELETE", "functions/{n}/async-invoke-config", Delete),
        new("ListAsyncInvokeConfigs", "GET", "async-invoke-configs", List),
    ];

    private Answer Put(FcCall call)
    {
        var body = call.Body();
        var config = new JsonObject
        {
            ["asyncTask"] = body.Flag("asyncTask") ?? false,
            ["maxAsyncEventAgeInSeconds"] = body.Whole("maxAsyncEventAgeInSeconds", 1, 604800, 86400),
            ["maxAsyncRetryAttempts"] = body.Whole("maxAsyncRetryAttempts", 0, 8, 3),
            ["destinationConfig"] = Destinations(body.Object("destinationConfig")),
        };
        return world.Functions.Exclusively(table =>
        {
            var entry = call.Entry(table);
            if (entry.At(call.Qualifier) is null)
                throw FcErrors.VersionNotFound(call.Function, call.Qualifier);
            config["createdTime"] = entry.Asyncs.GetValueOrDefault(call.Qualifier)?["createdTime"]?.DeepClone() ?? Times.Seconds(call.Now);
            config["lastModifiedTime"] = Times.Seconds(call.Now);
            config["functionArn"] = Qualifiers.Arn(entry, call.Qualifier);
            entry.Asyncs[call.Qualifier] = config;
            table.Note(entry);
            return Answer.Json(200, config.DeepClone());
        });
    }

    /// <summary>The service answers both parts, empty ones too.</summary>
    private static JsonObject Destinations(JsonObject? sent) => new()
    {
        ["onSuccess"] = sent.Object("onSuccess")?.DeepClone() ?? new JsonObject(),
        ["onFailure"] = sent.Object("onFailure")?.DeepClone() ?? new JsonObject(),
    };

    private Answer Get(FcCall call) => world.Functions.Exclusively(table => call.Entry(table).Asyncs.TryGetValue(call.Qualifier, out var config)
        ? Answer.Json(200, config.DeepClone())
        : throw FcErrors.NotFound("AsyncConfigNotExists", "async config of", $"{call.Function}/{call.Qualifier}"));

    private Answer Delete(FcCall call) => world.Functions.Exclusively(table =>
    {
        var entry = call.Entry(table);
        entry.Asyncs.Remove(call.Qualifier);
        table.Note(entry);
        return Answer.Nothing(204);
    });

    private Answer List(FcCall call)
    {
        var found = world.Functions.Exclusively(table => QualifierConfig.Listed(table, call, entry => entry.Asyncs));
        return Answer.Json(200, FcPage.Of(call, "configs", found, one => one.Key, one => one.Config.DeepClone()));
    }
}
