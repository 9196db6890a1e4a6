using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Aliases of versions (fc.md 8).</summary>
internal sealed partial class AliasOperations(EmulatorWorld world)
{
    public IEnumerable<FcRoute> Routes =>
    [
        new("CreateAlias", "POST", "functions/{n}/aliases", Create),
        new("GetAlias", "GET", "functions/{n}/aliases/{a}", Get),
        new("UpdateAlias", "PUT", "functions/{n}/aliases/{a}", Update),
        new("DeleteAlias", "DELETE", "functions/{n}/aliases/{a}", Delete),
        new("ListAliases", "GET", "functions/{n}/aliases", List),
    ];

    private Answer Create(FcCall call)
    {
        var body = call.Body();
        var name = body.Text("aliasName");
        FunctionRules.Need(Name().IsMatch(name) && name != FunctionEntry.LatestQualifier, $"aliasName '{name}' must be 1 to 128 characters of A-Z a-z 0-9 _ -, not begin with a digit or -, and not be LATEST");
        return world.Functions.Exclusively(table =>
        {
            var entry = call.Entry(table);
            if (entry.Aliases.ContainsKey(name))
                throw FcErrors.AlreadyExists("AliasAlreadyExists", "alias", name);
            var alias = new JsonObject { ["aliasName"] = name, ["description"] = "", ["additionalVersionWeight"] = new JsonObject(), ["createdTime"] = Times.Seconds(call.Now) };
            return Stored(table, entry, alias, body, call.Now);
        });
    }

    private Answer Get(FcCall call) => world.Functions.Exclusively(table => Answer.Json(200, Find(call.Entry(table), call.Route["a"]).DeepClone()));

    private Answer Update(FcCall call)
    {
        var body = call.Body();
        return world.Functions.Exclusively(table =>
        {
            var entry = call.Entry(table);
            return Stored(table, entry, (JsonObject)Find(entry, call.Route["a"]).DeepClone(), body, call.Now);
        });
    }

    private Answer Delete(FcCall call) => world.Functions.Exclusively(table =>
    {
        var entry = call.Entry(table);
        Find(entry, call.Route["a"]);
        entry.Aliases.Remove(call.Route["a"]);
        table.Note(entry);
        return Answer.Nothing(204);
    });

    private Answer List(FcCall call) => world.Functions.Exclusively(table =>
    {
        var found = call.ShownEntry(table).Aliases.Where(pair => pair.Key.StartsWith(call.Request.Parameter("prefix") ?? "", StringComparison.Ordinal));
        return Answer.Json(200, FcPage.Of(call, "aliases", found, pair => pair.Key, pair => pair.Value.DeepClone()));
    });

    private static JsonObject Find(FunctionEntry entry, string name) =>
        entry.Aliases.GetValueOrDefault(name) ?? throw FcErrors.NotFound("AliasNotFound", "alias", name);

    private static Answer Stored(FunctionTable table, FunctionEntry entry, JsonObject alias, JsonObject body, DateTimeOffset now)
    {
        foreach (var field in new[] { "versionId", "description", "additionalVersionWeight" })
        {
            if (body[field] is { } value)
                alias[field] = value.DeepClone();
        }

        var weights = alias.Object("additionalVersionWeight");
        foreach (var version in (weights?.Select(pair => pair.Key) ?? []).Prepend(alias.Text("versionId")))
        {
            if (!int.TryParse(version, out var id) || !entry.Versions.ContainsKey(id))
                throw FcErrors.VersionNotFound(entry.Latest.Name, version);
        }

        FunctionRules.Need(weights is null || (weights.Count <= 1 && weights.All(pair => weights.Number(pair.Key) is >= 0 and <= 1)), "additionalVersionWeight must name one other version with a weight between 0 and 1");
        alias["lastModifiedTime"] = Times.Seconds(now);
        entry.Aliases[alias.Text("aliasName")] = alias;
        table.Note(entry);
        return Answer.Json(200, alias.DeepClone());
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]{0,127}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
