using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Reserved concurrency: a function's share of the account's instances.</summary>
internal sealed class ConcurrencyOperations(EmulatorWorld world)
{
    /// <summary>Instance limit of an account in a region (fc.md 6); one function may have 90 % of it.</summary>
    private const int AccountLimit = 300;

    public IEnumerable<FcRoute> Routes =>
    [
        new("PutConcurrencyConfig", "PUT", "functions/{n}/concurrency", Put),
        new("GetConcurrencyConfig", "GET", "functions/{n}/concurrency", Get),
        new("DeleteConcurrencyConfig", "DELETE", "functions/{n}/concurrency", Delete),
        new("ListConcurrencyConfigs", "GET", "concurrency-configs", List),
    ];

    private Answer Put(FcCall call)
    {
        var body = call.Body();
        FunctionRules.Need(body["reservedConcurrency"] is not null, "reservedConcurrency is required");
        var reserved = body.Whole("reservedConcurrency", 0, AccountLimit * 9 / 10, 0);
        return world.Functions.Exclusively(table =>
        {
            var entry = call.Entry(table);
            entry.ReservedConcurrency = reserved;
            table.Note(entry);
            return Answer.Json(200, View(entry));
        });
    }

    private Answer Get(FcCall call) => world.Functions.Exclusively(table =>
    {
        var entry = call.Entry(table);
        return entry.ReservedConcurrency is null
            ? throw FcErrors.NotFound("OnDemandConfigNotFound", "concurrency config of", call.Function)
            : Answer.Json(200, View(entry));
    });

    private Answer Delete(FcCall call) => world.Functions.Exclusively(table =>
    {
        var entry = call.Entry(table);
        entry.ReservedConcurrency = null;
        table.Note(entry);
        return Answer.Nothing(204);
    });

    private Answer List(FcCall call) => world.Functions.Exclusively(table =>
    {
        var name = call.Request.Parameter("functionName") ?? "";
        var found = call.Shown(table).Of(call.AccountId).Where(entry => entry.ReservedConcurrency is not null && (name.Length == 0 || entry.Latest.Name == name));
        return Answer.Json(200, FcPage.Of(call, "configs", found, entry => entry.Latest.Name, View));
    });

    private static JsonObject View(FunctionEntry entry) => new() { ["functionArn"] = entry.Latest.Arn, ["reservedConcurrency"] = entry.ReservedConcurrency };
}
